"""A municipality in which every page has something to show: each state of a case, at one moment."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from engine.law.moments import read_moment
from engine.model.gebruikers import SYSTEEM, Rol
from engine.service.acts import Complete
from engine.service.afwezigheid import Rolhouder
from engine.store.reading.zaak import case
from tests.builders import OPLEGGEN, Zaak, een_zaak
from tests.colleagues import colleague, told
from tests.conftest import HouseUnderTest
from tests.integration.terms.test_firing import broken
from tests.security.walk import marked

#: Two days before the extension would be too late, in the morning.
NOW = "2026-03-30T03:00"
#: Begun on another device, by the officer.
DRAFT = str(uuid.UUID(int=1))
_LAST_NIGHT = "2026-03-30T01:30"


@dataclass(frozen=True, slots=True)
class World:
    """What was made.

    Attributes:
        living: in force, with everything that can be on file.
        open_tasks: (who may do it, its path), of every kind of task that waits somewhere.
        others: a case in each other state, by what it shows.
        official: the official, as the page of absences names who will be away.
    """

    living: Zaak
    others: dict[str, Zaak]
    open_tasks: dict[str, tuple[str, str]]
    official: str


def populate(tested: HouseUnderTest) -> World:
    """Play all of it; the clock ends at `NOW`. The house began the night before 21 March 2026."""
    second = colleague(tested, "T. Weede", "hulpofficier", "ambtenaar")
    others = {"stuck": een_zaak(tested, incident_op="2026-03-19T23:10")}
    stuck = others["stuck"].getaxeerd().gehoord().besloten().getekend().op("2026-03-20T02:35")
    stuck.uitgereikt(op="2026-03-20T02:30")
    tested.at("2026-03-21T00:10")
    others["late"] = een_zaak(tested)
    others["refused"] = een_zaak(tested).getaxeerd().gehoord()
    others["refused"].doet(
        "burgemeester", "besluit", uitkomst="niet_opleggen", motivering="Geen gevaar."
    )
    living = marked(tested)
    told(tested, tested.actor("ambtenaar"))
    _break(tested, stuck)
    others |= _tonight(tested)
    _claimed(tested, living, second.id)
    for kind in ("hulpofficier", "ambtenaar", "burgemeester"):
        told(tested, tested.actor(kind))
    _around(tested, living, second.id)
    # made last: no worker has come by since, so its document is still being made
    waits = een_zaak(tested, incident_op=_LAST_NIGHT).getaxeerd().gehoord()
    tested.house.road.complete(
        tested.actor("burgemeester"), waits.id, Complete("besluit", OPLEGGEN)
    )
    others["waiting"] = waits
    official = f"{tested.actor('ambtenaar').id}:ambtenaar:0599"
    return World(living, others, _open_tasks([living, *others.values()]), official)


def _break(tested: HouseUnderTest, zaak: Zaak) -> None:
    """It could not be read when its order ended: it is set aside, and others go on."""
    tested.clock.move_to(read_moment(NOW))
    with broken(zaak):
        tested.house.deadlines.fire_due()


def _tonight(tested: HouseUnderTest) -> dict[str, Zaak]:
    """Cases of this very night, one at each step."""

    def new(**more: Any) -> Zaak:
        return een_zaak(tested, incident_op=_LAST_NIGHT, **more)

    return {
        "reported": new(kindermishandeling=True, eergerelateerd=True),
        "to decide": new().getaxeerd("1.c.1", "2.a.2", "2.c.1").gehoord(),
        "to sign": new().getaxeerd().gehoord().besloten(),
        "to serve": new().getaxeerd().gehoord().besloten().getekend(),
    }


def _claimed(tested: HouseUnderTest, zaak: Zaak, by: str) -> None:
    """A colleague has a task in hand."""
    with tested.house.database.reading() as connection:
        tasks = case(connection, zaak.id).tasks.values()
    who = tested.house.toegang.known("tweede")
    assert who is not None
    assert who.id == by
    task = next(each for each in tasks if each.taak == "zienswijze_verlenging")
    tested.house.taken.claim(who, zaak.id, task.id)


def _around(tested: HouseUnderTest, zaak: Zaak, second: str) -> None:
    """What stands beside cases: an absence, an emergency, a mandate."""
    official = tested.actor("ambtenaar")
    holder = Rolhouder(official.id, official.naam, Rol.AMBTENAAR, "0599")
    tested.house.afwezigheden.add(
        official, holder, second, read_moment("2026-04-01T08:00"), read_moment("2026-04-08T08:00")
    )
    tested.house.noodtoegang.allow(SYSTEEM, "0599", "ambtenaar")
    tested.house.noodtoegang.open(
        tested.actor("ambtenaar", "0363"), zaak.outcome.nummer, "Mevrouw staat hier aan de balie."
    )


def _open_tasks(zaken: list[Zaak]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for zaak in zaken:
        with zaak.tested.house.database.reading() as connection:
            tasks = case(connection, zaak.id).tasks
        for task in tasks.values():
            found.setdefault(task.taak, (str(task.rollen[0]), f"/zaken/{zaak.id}/taken/{task.id}"))
    return found
