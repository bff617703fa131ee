"""The start page: what is to be done, which orders are in force, and what changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from engine.access import policy
from engine.access.policy import Part
from engine.errors import Stale
from engine.model.gebruikers import Actor, Rol
from engine.model.inzage import Soort
from engine.service.nieuws import Change, News
from engine.store.reading import health, patronen, takenlijst, watch
from engine.store.reading.health import Pulse
from engine.store.reading.logboek import Filter
from engine.store.reading.patronen import Hint
from web.door import access
from web.gevolg import GEVOLG
from web.session import actor, house

pages = Blueprint("taken", __name__)

#: How far back the overseer is told what is unusual.
WATCHED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Wijziging:
    """What changed in one case, the newest first."""

    zaak_id: str
    nummer: str
    changes: tuple[Change, ...]
    status: str | None


@pages.get("/")
@access(soort=Soort.GEZOCHT)
def start() -> str:
    """My tasks by urgency, what changed, the cases of my municipalities; lists a page at a time."""
    who, now = actor(), house().clock.now()
    sees = [gemeente for gemeente in who.gemeenten if Part.KERN in policy.parts_for(who, gemeente)]
    news = _news(who) if sees and not request.args else None
    with house().database.reading() as connection:
        tasks = takenlijst.tasks_for(connection, who, request.args.get("taken_na"))
        in_force = takenlijst.cases_in(
            connection, sees, request.args.get("kracht_na"), binding=True
        )
        others = takenlijst.cases_in(connection, sees, request.args.get("zaken_na"), binding=False)
        hints = _hints(connection, who, now)
        pulse = _pulse(connection, who, now)
        manages = [code for rol, code in who.rollen if rol is Rol.BEHEERDER]
        aside = watch.aside(connection, [*sees, *manages])
    return render_template(
        "pages/taken.html",
        tasks=tasks,
        aside=aside,
        manages=bool(manages),
        in_force=in_force,
        others=others,
        works_on_cases=bool(sees),
        since=news.since if news else None,
        news=list(_per_case(news.changes)) if news else [],
        may_report=any(policy.role_for(who, each, policy.REPORTERS) for each in who.gemeenten),
        gevolg=GEVOLG,
        hints=hints,
        pulse=pulse,
    )


@pages.post("/gezien")
@access()
def seen() -> Any:
    """What changed up to now has been seen."""
    house().nieuws.mark_seen(actor())
    return redirect(url_for("taken.start"), 303)


def _news(who: Actor) -> News | None:
    """What changed; nothing when two first looks cross: the next one tells."""
    try:
        found: News = house().nieuws.look(who)
    except Stale:  # the other look wrote down that this user was here
        return None
    return found


def _per_case(changes: Iterable[Change]) -> Iterable[Wijziging]:
    """Changes case by case, the case that changed last first."""
    newest = {each.zaak_id: number for number, each in reversed(list(enumerate(changes)))}
    ordered = sorted(changes, key=lambda each: newest[each.zaak_id])
    for zaak_id, group in groupby(ordered, key=lambda each: each.zaak_id):
        found = tuple(group)
        yield Wijziging(
            zaak_id=zaak_id,
            nummer=found[0].nummer,
            changes=tuple(each for each in found if each.naam),
            status=next((each.status for each in found if each.status), None),
        )


def _hints(connection: Any, who: Actor, now: datetime) -> list[Hint] | None:
    """What is unusual in the access log, for who watches over it; None for others."""
    watched = [each for each in who.gemeenten if policy.role_for(who, each, policy.LOG_READERS)]
    if not watched:
        return None
    return patronen.hints(connection, Filter(gemeenten=watched, van=now - WATCHED))


def _pulse(connection: Any, who: Actor, now: datetime) -> Pulse | None:
    """Whether everything runs, for administrators; None for others."""
    if not any(who.holds(Rol.BEHEERDER, each) for each in who.gemeenten):
        return None
    return health.pulse(connection, now)
