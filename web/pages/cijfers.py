"""Figures for policy: what happened in a municipality, with small groups hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from engine.access import policy
from engine.errors import NotFound
from engine.law.moments import local_date
from engine.model.cijfers import halfjaar
from engine.store.reading import cijfers as reading
from engine.store.reading.takenlijst import gemeente_names
from web.door import access
from web.figures import export, tables
from web.figures.durations import clock, told
from web.figures.export import Opgave
from web.figures.indicators import DOORLOOPTIJDEN, GROEPEN
from web.figures.tables import Cijferblad
from web.session import actor, house

pages = Blueprint("cijfers", __name__)

#: How many half-years are shown at first, at most at once, and how far back one can look.
USUAL, MOST, BACK = 4, 10, 20
#: So many half-years back there are months: files are kept for five years, and months with them.
MONTHS_BACK = 8
_HALF = re.compile(r"20[0-9]{2}-[12]", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuze:
    """What is asked for.

    Attributes:
        gemeente, naam: the municipality. gemeenten: those to choose from, by name.
        van, tot: the first and last half-year. half: the half-year of which months are shown.
        halven: every half-year to choose from, the latest first.
    """

    gemeente: str
    naam: str
    gemeenten: tuple[tuple[str, str], ...]
    van: str
    tot: str
    half: str | None
    halven: tuple[str, ...]

    @property
    def met_maanden(self) -> tuple[str, ...]:
        """The half-years of which months can be shown."""
        return self.halven[:MONTHS_BACK]


@pages.get("/cijfers")
@access(rollen=policy.FIGURE_READERS)
def show() -> str:
    """Figures by half-year, or by month of one."""
    asked = _asked(request.args)
    return render_template(
        "pages/cijfers.html",
        blad=_sheet(asked),
        keuze=asked,
        groepen=GROEPEN,
        duren=DOORLOOPTIJDEN,
        periode=tables.period_name,
        duur=told,
        klok=clock,
        perioden=_periods(asked),
    )


@pages.get("/cijfers.csv")
@access(rollen=policy.FIGURE_READERS)
def as_csv() -> Response:
    """What the page shows, as a table for a spreadsheet."""
    asked = _asked(request.args)
    return _file(export.as_csv(_opgave(asked)), "text/csv", "csv", asked)


@pages.get("/cijfers.ods")
@access(rollen=policy.FIGURE_READERS)
def as_ods() -> Response:
    """The same as an OpenDocument spreadsheet."""
    asked = _asked(request.args)
    content = export.as_ods(_opgave(asked), house().clock.now())
    return _file(content, "application/vnd.oasis.opendocument.spreadsheet", "ods", asked)


def _file(content: Any, mimetype: str, ending: str, asked: Keuze) -> Response:
    name = f"cijfers-{asked.gemeente}-{asked.half or f'{asked.van}-tot-{asked.tot}'}.{ending}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=disposition)


def _opgave(asked: Keuze) -> Opgave:
    publish = request.args.get("publiceren") == "1"
    least = tables.PUBLISHED if publish else tables.SCREEN
    hidden = _("Een punt is verborgen: minder dan %(least)s, of wat dat zou verraden.", least=least)
    rules = [hidden]
    if publish:
        rules.append(_("Afgerond op vijftallen; alleen halfjaren die voorbij zijn."))
    return Opgave(
        blad=_sheet(asked, publish=publish),
        titel=_("Cijfers huisverbod, gemeente %(naam)s", naam=asked.naam),
        regels=tuple(rules),
    )


def _sheet(asked: Keuze, *, publish: bool = False) -> Cijferblad:
    with house().database.reading() as connection:
        if asked.half and not publish:
            found = reading.of_months(connection, asked.gemeente, asked.half)
            return tables.by_month(found, asked.half)
        van, tot = asked.van, asked.tot
        if publish:
            # figures of a half-year that goes on would tell what a day added to them
            tot = min(tot, asked.halven[1])
            van = min(van, tot)
        halves = tables.halves(van, tot)
        found = reading.of_halves(connection, asked.gemeente, halves)
        return tables.by_half(found, halves, publish=publish)


def _periods(asked: Keuze) -> list[str]:
    """The half-year behind each column; none for months."""
    return [] if asked.half else tables.halves(asked.van, asked.tot)


def _asked(arguments: Mapping[str, str]) -> Keuze:
    """What is asked for, within the user's own municipalities.

    Raises:
        NotFound: that municipality, or that period, is not there for this user.
    """
    who = actor()
    mine = [each for each in sorted(who.gemeenten) if _may(each)]
    with house().database.reading() as connection:
        names = tuple(gemeente_names(connection, mine))
    gemeente = arguments.get("gemeente") or names[0][0]
    if gemeente not in mine:
        raise NotFound("gemeente")
    latest = halfjaar(f"{local_date(house().clock.now()):%Y-%m}")
    halven = tuple(_back(latest, BACK))
    tot = _half(arguments, "tot", halven) or latest
    place = halven.index(tot)
    van = _half(arguments, "van", halven) or halven[min(place + USUAL - 1, BACK - 1)]
    if van > tot:
        van, tot = tot, van
    van = max(van, halven[min(halven.index(tot) + MOST - 1, BACK - 1)])
    return Keuze(
        gemeente=gemeente,
        naam=dict(names)[gemeente],
        gemeenten=names,
        van=van,
        tot=tot,
        half=_half(arguments, "half", halven[:MONTHS_BACK]),
        halven=halven,
    )


def _may(gemeente: str) -> bool:
    return policy.role_for(actor(), gemeente, policy.FIGURE_READERS) is not None


def _half(arguments: Mapping[str, str], name: str, known: tuple[str, ...]) -> str | None:
    asked = arguments.get(name) or None
    if asked is not None and (_HALF.fullmatch(asked) is None or asked not in known):
        raise NotFound(name)
    return asked


def _back(latest: str, number: int) -> list[str]:
    """So many half-years, the latest first."""
    found = [latest]
    while len(found) < number:
        jaar, half = int(found[-1][:4]), found[-1][5:]
        found.append(f"{jaar}-1" if half == "2" else f"{jaar - 1}-2")
    return found
