"""Machines that do what is asked for, whatever database it stands in; and moving their time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from threading import Event, Lock
from time import monotonic
from types import MappingProxyType
from typing import Any

from sqlalchemy import text

from engine.clock import Clock
from engine.model.attendering import Attendering
from engine.model.gebruikers import Rol
from engine.service.aanleiding import payload
from engine.service.modellen import Models
from engine.store import outbox
from engine.store.schema.mechanics import OutboxRow
from tests.conftest import ROOT_KEY, HouseUnderTest, PlainDesk, PlainPaper
from web.bootstrap import House, build
from web.settings import Settings

#: Longer than anything here takes (s): only a test that fails waits for it.
PATIENCE = 120.0
#: What the error of a failing desk says, and nobody may read.
SECRET = "Jan Pieter de Vries, Voorbeeldstraat 12"


class Machine(PlainDesk):
    """A desk that says what it makes, and fails or waits when it is told to.

    Attributes:
        made: the documents it was asked for, in order.
        at_once: how many of one case were being made at the same time, at most.
        failing: documents it cannot make now.
        held: documents it does not finish before `let_go` is set.
        begun: set when one of those was begun.
    """

    def __init__(self) -> None:
        self.made: list[str] = []
        self.at_once = 0
        self.failing: set[str] = set()
        self.held: set[str] = set()
        self.begun, self.let_go = Event(), Event()
        self._busy: dict[str, int] = {}
        self._lock = Lock()

    def render(
        self,
        document: str,
        facts: Mapping[str, object],
        images: Mapping[str, bytes] = MappingProxyType({}),
    ) -> PlainPaper:
        zaak = str(facts.get("zaak"))
        with self._lock:
            self.made.append(document)
            self._busy[zaak] = self._busy.get(zaak, 0) + 1
            self.at_once = max(self.at_once, self._busy[zaak])
        try:
            if document in self.held:
                self.begun.set()
                assert self.let_go.wait(PATIENCE)
            if document in self.failing:
                raise ValueError(SECRET)
            return super().render(document, facts, images)
        finally:
            with self._lock:
                self._busy[zaak] -= 1


def house_on(url: str, models: Models, clock: Clock, desk: PlainDesk) -> House:
    """Another process on the same database, as far as it can tell."""
    settings = Settings(database=url, demo=True, secure_cookies=False, key=ROOT_KEY)
    follows: Any = desk  # engine.ports
    return build(settings, clock=clock, models=models, documents=follows)


@contextmanager
def at_work(*houses: House) -> Iterator[None]:
    """Their machines work as long as the block lasts, and end what they are at."""
    with ExitStack() as stack:
        for house in houses:
            house.jobs.start()
            stack.callback(house.jobs.stop)
        yield


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that happens by itself."""
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end, "it does not happen"
        Event().wait(0.02)


def ask(
    tested: HouseUnderTest, zaak_id: str, *documents: str, kind: str = outbox.PAPER
) -> list[str]:
    """Ask for papers of a case, in one transaction; gives their names."""
    with tested.house.database.writing() as connection:
        put(tested, connection, zaak_id, documents, kind)
    return list(documents)


def put(
    tested: HouseUnderTest,
    connection: Any,
    zaak_id: str,
    documents: Sequence[str],
    kind: str = outbox.PAPER,
) -> None:
    """The same, within somebody's transaction."""
    asked = {
        f"{zaak_id}:{document}": {
            "document": document,
            "aan": "uithuisgeplaatste",
            "facts": {"gemeente": {}, "zaak": zaak_id},
        }
        for document in documents
    }
    outbox.ask_all(connection, zaak_id, kind, asked, tested.clock.now())


def tell(tested: HouseUnderTest, zaak_id: str, what: str) -> None:
    """Ask that the mayor is told something."""
    told = payload(Attendering.STUK_MISLUKT, "0599", [Rol.BURGEMEESTER], what, tested.clock.now())
    with tested.house.database.writing() as connection:
        outbox.ask(connection, zaak_id, outbox.TELL, f"{zaak_id}:{what}", told, tested.clock.now())


def state(tested: HouseUnderTest, document: str) -> tuple[int, datetime, bool]:
    """How often something asked for failed, when it is tried again, and whether it is done."""
    query = OutboxRow.__table__.select().where(OutboxRow.key.like(f"%:{document}")).order_by("id")
    with tested.house.database.reading() as connection:
        row = connection.execute(query).one()
    return row.attempts, row.next_try, row.done_at is not None


def is_done(tested: HouseUnderTest, *documents: str) -> bool:
    return all(state(tested, document)[2] for document in documents)


def pass_time(tested: HouseUnderTest, wait: timedelta) -> None:
    """So long later, for the product's clock and for the database's."""
    tested.clock.move_to(tested.clock.now() + wait)
    _shift(tested, "procrastinate_jobs", "scheduled_at", wait)


def notice_silence(tested: HouseUnderTest) -> None:
    """Whoever is at work now was last heard of a minute ago."""
    _shift(tested, "procrastinate_workers", "last_heartbeat", timedelta(minutes=1))


def _shift(tested: HouseUnderTest, table: str, column: str, wait: timedelta) -> None:
    if tested.house.database.is_postgresql:
        earlier = f"update {table} set {column} = {column} - cast(:wait as interval)"  # noqa: S608 - names of ours
        with tested.house.database.writing() as connection:
            connection.execute(text(earlier), {"wait": wait})
