"""Starting a report."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from engine.access import policy
from engine.errors import InvalidForm, Refused
from engine.store.reading import takenlijst
from engine.tasks.registry import MESSAGES
from web import errors
from web.forms import read as posted_values
from web.forms.fields import fields_of
from web.session import access, actor, house

pages = Blueprint("melden", __name__)

_ROWS = "huisgenoten"


@pages.get("/melden")
@access(rollen=policy.REPORTERS)
def form() -> str:
    """An empty report."""
    return _page({}, rows=[0])


@pages.post("/melden")
@access(rollen=policy.REPORTERS)
def report() -> Any:
    """Add or remove a housemate, or start the case."""
    posted = request.form.to_dict(flat=False)
    rows = posted_values.rows(posted, _ROWS)
    if "erbij" in posted:
        return _page(posted, [*rows, max(rows, default=-1) + 1])
    if "weg" in posted:
        return _page(posted, [row for row in rows if str(row) != posted["weg"][0]] or [0])
    answer = posted_values.read(MESSAGES["melding"], posted)
    try:
        outcome = house().road.report(actor(), answer)
    except Refused as refusal:
        return _page(posted, rows or [0], refusal), errors.status_of(refusal)
    return redirect(url_for("zaak.show", zaak_id=outcome.zaak_id), 303)


def _page(posted: dict[str, list[str]], rows: list[int], refusal: Refused | None = None) -> str:
    who = actor()
    gemeenten = sorted(
        gemeente
        for gemeente in who.gemeenten
        if policy.role_for(who, gemeente, policy.REPORTERS) is not None
    )
    with house().database.reading() as connection:
        names = takenlijst.gemeente_names(connection, gemeenten)
    return render_template(
        "pages/melden.html",
        fields=fields_of(MESSAGES["melding"]),
        gemeenten=names,
        posted=posted,
        rows=rows,
        refusal=refusal,
        invalid=_renumbered(refusal, rows) if isinstance(refusal, InvalidForm) else {},
    )


def _renumbered(refusal: InvalidForm, rows: list[int]) -> dict[str, Any]:
    """Errors by the row they stand in on the page: removed rows leave holes in its numbers."""
    found = {}
    for path, reasons in refusal.fields.items():
        head, _, rest = path.partition(".")
        number, _, field = rest.partition(".")
        in_a_row = head == _ROWS and number.isdigit() and int(number) < len(rows)
        found[f"{_ROWS}.{rows[int(number)]}.{field}" if in_a_row else path] = reasons
    return found
