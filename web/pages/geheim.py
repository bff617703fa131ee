"""Looking up a secret address: a reason first, and never in an address bar."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from engine.access import policy
from engine.access.policy import Part
from engine.errors import InvalidForm
from engine.model.inzage import Doel, Soort
from engine.store.reading import zaak as reading
from web import errors
from web.door import access
from web.session import actor, house

pages = Blueprint("geheim", __name__)


@pages.get("/zaken/<zaak_id>/geheime-adressen")
@access(part=Part.KERN)
def form(zaak_id: str) -> str:
    """Asks for the reason."""
    return _page(zaak_id)


@pages.post("/zaken/<zaak_id>/geheime-adressen")
@access(part=Part.KERN, soort=Soort.BEKEKEN, doel=Doel.GEHEIM_ADRES)
def look(zaak_id: str) -> Any:
    """Shows them, once, to whoever gave a reason."""
    try:
        found = house().geheim.look(actor(), zaak_id, request.form.get("reden", ""))
    except InvalidForm as refusal:
        return _page(zaak_id, refusal=refusal), errors.status_of(refusal)
    return _page(zaak_id, found=found)


def _page(zaak_id: str, **more: Any) -> str:
    with house().database.reading() as connection:
        zaak = reading.case(connection, zaak_id).zaak
    policy.check_secret_address(actor(), zaak.gemeente.code)
    return render_template(
        "pages/geheim.html", zaak=zaak, **{"found": None, "refusal": None, **more}
    )
