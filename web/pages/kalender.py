"""What falls due in four weeks, by day: terms of my municipalities, and my tasks with a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, render_template

from engine.access import policy
from engine.access.policy import Part
from engine.law.moments import local_date, midnight_after
from engine.model.inzage import Soort
from engine.store.reading import kalender as reading
from engine.store.reading.kalender import Moment
from web.door import access
from web.session import actor, house
from web.words import INZET, INZET_TAAK, TERMIJN, TERMIJN_KORT

pages = Blueprint("kalender", __name__)

#: How many days are shown, from today on.
DAYS = 28
#: More terms, or more tasks, than this are not shown.
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Dag:
    """A day of the calendar; outside the four weeks nothing is shown in it."""

    dag: date
    vandaag: bool
    binnen: bool
    momenten: tuple[Moment, ...]


@pages.get("/kalender")
@access(soort=Soort.GEZOCHT)
def show() -> str:
    """Four weeks from today: as a list of days on a phone, as weeks on a larger screen."""
    who, now = actor(), house().clock.now()
    today = local_date(now)
    start, end = _midnight(today), _midnight(today + timedelta(days=DAYS))
    sees = [each for each in who.gemeenten if Part.TERMIJNEN in policy.parts_for(who, each)]
    with house().database.reading() as connection:
        terms = reading.terms(connection, sees, TERMIJN, start, end, MOST)
        tasks = reading.tasks(connection, who, end, MOST)
    moments = sorted((*terms, *tasks), key=lambda each: (each.op, each.nummer, each.wat))
    return render_template(
        "pages/kalender.html",
        late=[each for each in moments if each.op < start],
        weeks=list(_weeks(today, [each for each in moments if each.op >= start])),
        cut=max(len(terms), len(tasks)) == MOST,
        gemeenten=len(who.gemeenten),
        KORT=TERMIJN_KORT,
        INZET=INZET,
        INZET_TAAK=INZET_TAAK,
    )


def _weeks(today: date, moments: Iterable[Moment]) -> Iterable[list[Dag]]:
    """Whole weeks from Monday, as many as the days from today on take."""
    by_day: dict[date, list[Moment]] = {}
    for moment in moments:
        by_day.setdefault(local_date(moment.op), []).append(moment)
    monday, last = today - timedelta(days=today.weekday()), today + timedelta(days=DAYS - 1)
    while monday <= last:
        yield [
            Dag(
                dag=day,
                vandaag=day == today,
                binnen=today <= day <= last,
                momenten=tuple(by_day.get(day, ())),
            )
            for day in (monday + timedelta(days=number) for number in range(7))
        ]
        monday += timedelta(days=7)


def _midnight(day: date) -> datetime:
    """The beginning of a day in Amsterdam (UTC)."""
    return midnight_after(day - timedelta(days=1))
