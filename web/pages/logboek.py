"""The access log, for whoever watches over privacy: who looked when and what for, never at what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request

from engine.access import policy
from engine.access.policy import Part
from engine.errors import InvalidForm, NotFound, Reden
from engine.law.moments import local, midnight_after
from engine.model.inzage import Soort
from engine.store.reading import logboek as reading
from engine.store.reading import patronen
from engine.store.reading import zaak as zaak_reading
from engine.store.reading.logboek import Filter, LogLine
from web import errors
from web.door import access
from web.session import actor, house
from web.spreadsheet import row

pages = Blueprint("logboek", __name__)

#: Without a first day, what is unusual is looked for in this many days.
WATCHED = timedelta(days=30)
COLUMNS = (
    "moment",
    "gebruiker",
    "naam",
    "rol",
    "gemeente",
    "soort",
    "zaak",
    "deel",
    "document",
    "doel",
    "route",
)
_LINE = re.compile("[0-9]{1,18}", re.ASCII)
#: The first and the last day anybody can mean.
_DAYS = (date(2000, 1, 1), date(2199, 12, 31))


@pages.get("/logboek")
@access(rollen=policy.LOG_READERS, soort=Soort.GEZOCHT)
def show() -> Any:
    """The log by filter, the newest first, with what is unusual in it."""
    refusal = None
    try:
        which = _filter()
    except InvalidForm as error:
        refusal, which = error, Filter(gemeenten=())
    before = request.args.get("voor", "")
    if before and _LINE.fullmatch(before) is None:
        raise NotFound("voor")
    watched = replace(which, van=which.van or house().clock.now() - WATCHED)
    with house().database.reading() as connection:
        lines = reading.lines(connection, which, int(before) if before else None)
        looks = "opvallend" in request.args or patronen.are_few(connection, watched)
        page = render_template(
            "pages/logboek.html",
            lines=lines,
            hints=patronen.hints(connection, watched)
            if looks and not before and refusal is None
            else None,
            since=watched.van,
            users=reading.users(connection, _gemeenten()),
            soorten=[each.value for each in Soort],
            asked=_asked(),
            last=lines[-1].id if len(lines) == reading.PAGE else None,
            before=before,
            refusal=refusal,
        )
    return (page, errors.status_of(refusal)) if refusal else page


@pages.get("/logboek.csv")
@access(rollen=policy.LOG_READERS, soort=Soort.UITGEVOERD)
def download() -> Response:
    """Everything the filter finds, as a table for a spreadsheet."""
    return Response(
        _table(house(), _filter()),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="logboek.csv"'},
    )


@pages.get("/logboek/zaken/<zaak_id>")
@access(part=Part.INZAGE)
def case(zaak_id: str) -> str:
    """Who looked at one case: what somebody whose data are in it may ask for."""
    with house().database.reading() as connection:
        state = zaak_reading.state_of(connection, zaak_id)
        which = Filter(gemeenten=_gemeenten(), nummer=state.nummer)
        return render_template(
            "pages/inzage.html",
            state=state,
            lines=list(reading.every(connection, which)),
            reasons=reading.reasons(connection, zaak_id),
        )


def _gemeenten() -> list[str]:
    who = actor()
    return [
        each
        for each in sorted(who.gemeenten)
        if policy.role_for(who, each, policy.LOG_READERS) is not None
    ]


def _asked() -> dict[str, str]:
    names = ("gebruiker", "zaak", "soort", "van", "tot")
    values = {name: request.args.get(name, "").replace("\0", "").strip() for name in names}
    return {name: value for name, value in values.items() if value}


def _filter() -> Filter:
    """What is asked for, within the user's own municipalities.

    Raises:
        InvalidForm: a day is no day.
    """
    asked = _asked()
    first, last = _day(asked, "van"), _day(asked, "tot")
    return Filter(
        gemeenten=_gemeenten(),
        gebruiker=asked.get("gebruiker"),
        nummer=asked.get("zaak", "").upper() or None,
        soort=asked.get("soort"),
        van=_midnight(first) if first else None,
        tot=midnight_after(last) if last else None,
    )


def _day(asked: dict[str, str], name: str) -> date | None:
    if name not in asked:
        return None
    try:
        day = date.fromisoformat(asked[name])
    except ValueError:
        day = date.min
    if not _DAYS[0] <= day <= _DAYS[1]:
        raise InvalidForm({name: [Reden("Schrijf een datum als jaar-maand-dag.")]})
    return day


def _midnight(day: date) -> datetime:
    """The beginning of a day in Amsterdam (UTC)."""
    return midnight_after(day - timedelta(days=1))


# -- the table for a spreadsheet ---------------------------------------------------------------


def _table(rooms: Any, which: Filter) -> Iterator[str]:
    yield "\ufeff" + row(COLUMNS)
    # written while it is sent, when the request itself is over
    with rooms.database.reading(which.gemeenten) as connection:
        for line in reading.every(connection, which):
            yield row(_cells(line))


def _cells(line: LogLine) -> tuple[str, ...]:
    return (
        local(line.op).isoformat(timespec="seconds"),
        line.gebruiker,
        line.naam,
        line.rol,
        line.gemeente,
        line.soort,
        line.nummer or "",
        line.deel or "",
        line.document or "",
        line.doel,
        line.route,
    )
