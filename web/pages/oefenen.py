"""Moving the clock of a training; this page exists only there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request

from engine.access import policy
from engine.access.policy import Part
from engine.errors import Reden, Refused
from engine.law.moments import NonExistentTime, read_moment, same_wall_clock
from engine.store.reading import agenda
from engine.store.reading import zaak as zaak_reading
from web.door import access
from web.session import actor, house, page_of_ours

pages = Blueprint("oefenen", __name__)


@pages.post("/oefenen/klok")
@access()
def move() -> Any:
    """Move the clock and go back to the page one was on; or say why not."""
    try:
        current_app.extensions["oefening"].travel(_target(request.form))
    except Refused as refusal:
        return render_template("pages/oefenen.html", refusal=refusal), 422
    return redirect(page_of_ours(request.form.get("terug", "")), 303)


@pages.app_context_processor
def _bar() -> dict[str, Any]:
    """What the bar on every page needs: where one is, and in which case."""
    posted = request.form.to_dict() if request.endpoint == "oefenen.move" else {}
    here = {"terug": request.path, "zaak": (request.view_args or {}).get("zaak_id", ""), **posted}
    return {"oefening": {**here, "terug": page_of_ours(here["terug"])}}


def _target(form: Mapping[str, str]) -> datetime:
    """The moment (UTC) asked for.

    Raises:
        Refused: there is no such moment.
    """
    now: datetime = house().clock.now()
    match form.get("sprong"):
        case "uur":
            return now + timedelta(hours=1)
        case "dag":
            return same_wall_clock(now, 1)
        case "termijn":
            wake: datetime | None = current_app.extensions["oefening"].next_wake()
            return _known(wake, Reden("Er loopt geen termijn meer. Kies zelf een tijdstip."))
        case "einde":
            end = _end_of_order(now, form.get("zaak", ""))
            return _known(
                end, Reden("Er is nu geen huisverbod van kracht. Kies zelf een tijdstip.")
            )
    return _typed(form.get("datum", ""), form.get("tijd", ""))


def _end_of_order(now: datetime, zaak_id: str) -> datetime | None:
    """The end of the order of the case one looks at, if it binds; else the next of any."""
    with house().database.reading() as connection:
        gemeente = zaak_reading.gemeente_of(connection, zaak_id)
        if gemeente is not None and Part.KERN in policy.parts_for(actor(), gemeente):
            own = agenda.next_end(connection, now, zaak_id)
            if own is not None:
                return own
        return agenda.next_end(connection, now)


def _known(moment: datetime | None, otherwise: Reden) -> datetime:
    if moment is None:
        raise Refused("formulier", [otherwise])
    return moment


def _typed(day: str, time: str) -> datetime:
    try:
        return read_moment(f"{day}T{time}")
    except NonExistentTime:
        why = Reden("Dat tijdstip bestaat niet: die nacht gaat de klok een uur vooruit.")
    except ValueError:
        why = Reden("Vul een datum in en een tijd, bijvoorbeeld 31-03-2026 en 02:30.")
    raise Refused("formulier", [why])
