"""Colleagues beside the one person per role that every house under test has."""

from __future__ import annotations

from engine.model.attendering import Voorkeuren
from engine.model.gebruikers import SYSTEEM, Actor, Rol
from engine.store import voorkeuren
from engine.store.reading.attenderingen import AttenderingLine, lines
from engine.store.reading.zaak import case
from engine.store.zaken import TaskOnList
from tests.builders import Zaak
from tests.conftest import HASHED, HouseUnderTest

LOCO = "L. Waarnemer"


def colleague(tested: HouseUnderTest, naam: str, *rollen: str, gemeente: str = "0599") -> Actor:
    """Somebody more, in these roles."""
    login = naam.lower().replace(" ", "").replace(".", "")
    return tested.house.beheer.add_user(
        SYSTEEM, login, naam, HASHED, [(Rol(rol), gemeente) for rol in rollen]
    )


def with_loco(tested: HouseUnderTest) -> Actor:
    """A locoburgemeester, whom the municipality names as such; he holds no role himself."""
    tested.house.beheer.set_style(SYSTEEM, "0599", {"locoburgemeesters": (LOCO,)})
    return colleague(tested, LOCO)


def now_is(tested: HouseUnderTest, who: Actor) -> Actor:
    """Somebody with the roles of this moment, as signing in gives them."""
    found = tested.house.toegang.known(who.naam.lower().replace(" ", "").replace(".", ""))
    assert found is not None
    return found


def open_task(zaak: Zaak, taak: str) -> TaskOnList:
    """An open task of a case."""
    with zaak.tested.house.database.reading() as connection:
        return next(t for t in case(connection, zaak.id).tasks.values() if t.taak == taak)


def told(tested: HouseUnderTest, who: Actor) -> list[AttenderingLine]:
    """What somebody was told, the oldest first, after everything that was asked is done."""
    tested.house.bode.run()
    with tested.house.database.reading() as connection:
        return list(reversed(lines(connection, who)))


def reached_at(tested: HouseUnderTest, who: Actor, adres: str, **more: object) -> None:
    """Somebody wants mail at an address."""
    values = {"adres": adres, "keuzes": {}, **more}
    with tested.house.database.writing() as connection:
        voorkeuren.keep(connection, who.id, Voorkeuren(**values))  # type: ignore[arg-type]
