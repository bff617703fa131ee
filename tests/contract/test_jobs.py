"""What a case asks for is done after it: the same promises in one process and on many machines.

On SQLite the process itself does it, on PostgreSQL Procrastinate hands it out.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.synchronize import Event as Shared
from threading import Lock, Thread
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from engine.clock import MovableClock, SystemClock
from engine.model.attendering import Attendering, Kanalen, Keuze
from engine.ports import Message
from engine.service.modellen import Models
from engine.store import jobless, outbox
from engine.store.reading import attenderingen as reading
from tests.builders import een_zaak
from tests.colleagues import reached_at
from tests.conftest import POSTGRES, HouseUnderTest, PlainPaper
from tests.contract.machines import (
    PATIENCE,
    SECRET,
    Machine,
    ask,
    at_work,
    house_on,
    is_done,
    notice_silence,
    pass_time,
    put,
    state,
    tell,
    until,
)
from web.cli import main

Make = Callable[..., HouseUnderTest]
ADDRESS = "burgemeester@voorbeeld.nl"
#: How long (s) somebody waits after each failure in a row.
WAITS = (5, 10, 20, 40, 80, 160, 320, 600, 600)


class Postbus:
    """Takes mail, or does not."""

    def __init__(self) -> None:
        self.failing = False
        self.taken: list[str] = []

    def send(self, message: Message) -> None:
        if self.failing:
            raise OSError(SECRET)
        self.taken.append(message.id)


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def here(make_house: Make, database_url: str, machine: Machine) -> HouseUnderTest:
    return make_house(database_url, documents=machine)


def test_what_is_undone_with_the_step_is_never_done(here: HouseUnderTest, machine: Machine) -> None:
    zaak = een_zaak(here)
    with pytest.raises(ZeroDivisionError):
        undone(here, zaak.id)
    ask(here, zaak.id, "wel")

    with at_work(here.house):
        until(lambda: is_done(here, "wel"))

    assert machine.made == ["wel"]


def undone(here: HouseUnderTest, zaak_id: str) -> None:
    with here.house.database.writing() as connection:
        put(here, connection, zaak_id, ["nooit"])
        raise ZeroDivisionError


class Telling(Machine):
    """Tells other processes what it makes, and who makes it; begins when each is about to."""

    def __init__(self, heard: Any, together: Any) -> None:
        super().__init__()
        self._heard, self._together = heard, together
        self._first = Lock()

    def render(self, document: str, *given: Any) -> PlainPaper:
        if self._first.acquire(blocking=False):
            self._together.wait(PATIENCE)
            self.let_go.set()
        assert self.let_go.wait(PATIENCE)
        paper = super().render(document, *given)
        self._heard.put((document, os.getpid(), self.at_once))
        return paper


def labour(
    url: str, models: Models, clock: MovableClock, heard: Any, together: Any, enough: Shared
) -> None:
    """A process that is at work, until it is told that it is enough."""
    with at_work(house_on(url, models, clock, Telling(heard, together))):
        enough.wait()


def test_all_of_it_is_done_once_by_as_many_processes_as_there_are(
    here: HouseUnderTest, models: Models, database_url: str
) -> None:
    asked = [
        document
        for case in range(4)
        for document in ask(here, een_zaak(here).id, *(f"stuk_{case}_{n}" for n in range(6)))
    ]
    here.house.database.dispose()
    fork = multiprocessing.get_context("fork")
    # SQLite is for one machine, with one process at this
    count = 2 if here.house.database.is_postgresql else 1
    heard, together, enough = fork.Queue(), fork.Barrier(count), fork.Event()
    processes = [
        fork.Process(
            target=labour, args=(database_url, models, here.clock, heard, together, enough)
        )
        for _ in range(count)
    ]
    for each in processes:
        each.start()
    made = [heard.get(timeout=PATIENCE) for _ in asked]
    until(lambda: is_done(here, *asked))
    enough.set()
    for each in processes:
        each.join(PATIENCE)

    assert [each.exitcode for each in processes] == [0] * count
    assert heard.empty()
    assert Counter(document for document, _, _ in made) == Counter(asked)
    assert len({process for _, process, _ in made}) == count
    assert {at_once for _, _, at_once in made} == {1}


def test_who_must_stop_ends_what_he_is_at(here: HouseUnderTest, machine: Machine) -> None:
    zaak = een_zaak(here)
    (asked,) = ask(here, zaak.id, "half")
    machine.held = {asked}
    stopping = Thread(target=here.house.jobs.stop)

    here.house.jobs.start()
    try:
        assert machine.begun.wait(PATIENCE)
        stopping.start()
    finally:
        machine.let_go.set()
        if stopping.ident is not None:
            stopping.join(PATIENCE)

    assert not stopping.is_alive()
    assert is_done(here, asked)


def test_of_one_case_one_thing_at_a_time_while_others_go_on(
    here: HouseUnderTest, machine: Machine
) -> None:
    one, other = een_zaak(here), een_zaak(here)
    first, second = ask(here, one.id, "eerste", "tweede")
    machine.held = {first}

    with at_work(here.house):
        try:
            assert machine.begun.wait(PATIENCE)
            tell(here, other.id, "iets")  # whatever is being made
            until(lambda: told(here) > 0)
            if here.house.database.is_postgresql:  # in one process papers are made one by one
                ask(here, other.id, "elders")
                until(lambda: is_done(here, "elders"))
            before = list(machine.made)
        finally:
            machine.let_go.set()
        until(lambda: is_done(here, first, second))

    assert second not in before
    assert machine.at_once == 1


def told(here: HouseUnderTest) -> int:
    """How much the mayor was told."""
    with here.house.database.reading() as connection:
        return reading.unread(connection, here.actor("burgemeester"))


def test_what_fails_is_tried_again_ever_later(here: HouseUnderTest, machine: Machine) -> None:
    zaak = een_zaak(here)
    (asked,) = ask(here, zaak.id, "weerbarstig")
    machine.failing = {asked}

    with at_work(here.house):
        for failures, seconds in enumerate(WAITS, start=1):
            before = SystemClock().now()
            until(lambda wanted=failures: state(here, asked)[0] == wanted)  # type: ignore[misc]
            wait = timedelta(seconds=seconds)
            assert state(here, asked)[1] == here.clock.now() + wait
            if here.house.database.is_postgresql:
                until(lambda: scheduled(here, asked) is not None)
                assert before + wait <= scheduled(here, asked) <= SystemClock().now() + wait
            assert len(machine.made) == failures
            pass_time(here, wait)
        machine.failing = set()
        until(lambda: is_done(here, asked))

    assert len(machine.made) == len(WAITS) + 1
    assert here.house.meters.registry.get_sample_value(
        "huisverbod_job_failures_total", {"job": outbox.PAPER}
    ) == len(WAITS)


def scheduled(here: HouseUnderTest, document: str) -> Any:
    """When a job that waits is tried again."""
    with here.house.database.reading() as connection:
        return connection.scalar(
            text(
                "select scheduled_at from procrastinate_jobs join outbox"
                " on queueing_lock = 'outbox:' || outbox.id"
                " where outbox.key like :key and status = 'todo'"
            ),
            {"key": f"%:{document}"},
        )


def test_what_fails_holds_up_nothing_else_of_its_case(
    here: HouseUnderTest, machine: Machine
) -> None:
    zaak = een_zaak(here)
    bad, good, last = ask(here, zaak.id, "slecht", "goed", "laatst")
    machine.failing = {bad}

    with at_work(here.house):
        until(lambda: is_done(here, good, last))
        until(lambda: state(here, bad)[0] == 1)

    assert Counter(machine.made) == {bad: 1, good: 1, last: 1}


class Sinking(Machine):
    """Gets stuck in its first paper, and says so to whoever is to kill it."""

    def __init__(self, stuck: Shared) -> None:
        super().__init__()
        self._stuck = stuck

    def render(self, *given: Any) -> PlainPaper:
        self._stuck.set()
        self.let_go.wait()
        return super().render(*given)


def sink(url: str, models: Models, clock: MovableClock, stuck: Shared) -> None:
    """A process that is at work, until it is killed."""
    house_on(url, models, clock, Sinking(stuck)).jobs.start()
    Sinking(stuck).let_go.wait()


def test_what_a_process_was_at_when_it_was_killed_others_take_over(
    here: HouseUnderTest, machine: Machine, models: Models, database_url: str
) -> None:
    zaak = een_zaak(here)
    first, second = ask(here, zaak.id, "eerste", "tweede")
    here.house.database.dispose()
    fork = multiprocessing.get_context("fork")
    stuck = fork.Event()
    process = fork.Process(target=sink, args=(database_url, models, here.clock, stuck))
    process.start()
    assert stuck.wait(PATIENCE)

    process.kill()
    process.join()
    assert not is_done(here, first)
    notice_silence(here)
    with at_work(here.house):
        until(lambda: is_done(here, first, second))

    assert Counter(machine.made) == {first: 1, second: 1}


def test_what_lost_its_job_gets_another(here: HouseUnderTest, machine: Machine) -> None:
    """As after a copy was put back: it holds what was asked for, and not who was at it."""
    zaak = een_zaak(here)
    here.house.bode.run()
    database, (asked,) = here.house.database, ask(here, zaak.id, "kwijt")
    with database.writing() as connection:
        if database.is_postgresql:
            connection.execute(text("delete from procrastinate_jobs"))
        missing = jobless.count(connection)

    assert missing == (1 if database.is_postgresql else 0)
    assert jobless.mend(database, here.clock.now()) == missing
    assert jobless.mend(database, here.clock.now()) == 0
    with at_work(here.house):
        until(lambda: is_done(here, asked))
    assert machine.made == [asked]


def test_who_starts_finds_what_has_no_job_and_doctor_says_so(
    here: HouseUnderTest,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    zaak, database = een_zaak(here), here.house.database
    here.house.bode.run()
    (asked,) = ask(here, zaak.id, "kwijt")
    if database.is_postgresql:
        with database.writing() as connection:
            connection.execute(text("delete from procrastinate_jobs"))
    monkeypatch.setenv("HUISVERBOD_DATABASE", here.house.settings.database)

    main(["doctor", "--deep"])
    before = capsys.readouterr().out
    with at_work(here.house):
        until(lambda: is_done(here, asked))
        main(["doctor", "--deep"])
    after = capsys.readouterr().out

    assert machine.made == [asked]
    assert ("FOUT  opdrachten: 1 zonder taak" in before) is database.is_postgresql
    assert ("goed  opdrachten" in after) is database.is_postgresql
    assert "FOUT  opdrachten" not in after


def test_who_loses_the_database_comes_back_to_it(
    make_house: Make, machine: Machine, database_url: str
) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("no connection to cut")
    name = uuid.uuid4().hex
    here = make_house(f"{database_url}&application_name={name}", documents=machine)
    zaak = een_zaak(here)
    ask(here, zaak.id, "ervoor")
    admin = create_engine(POSTGRES)
    mine = text(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
        " where application_name = :name"
    )

    with at_work(here.house):
        until(lambda: is_done(here, "ervoor"))
        with admin.connect() as other:
            cut = other.scalar(mine, {"name": name})
        ask(here, zaak.id, "erna")
        until(lambda: is_done(here, "erna"))
    admin.dispose()

    assert cut >= 3  # who listens, twice, and who looked
    assert machine.made == ["ervoor", "erna"]


def test_mail_is_sent_once_and_again_when_it_fails(here: HouseUnderTest) -> None:
    bus = with_post(here)
    bus.failing = True
    een_zaak(here).getaxeerd()

    with at_work(here.house):
        until(lambda: tries(here) == 1)
        bus.failing = False
        pass_time(here, timedelta(seconds=30))
        until(lambda: len(bus.taken) == 1)
        until(lambda: unsent(here) == 0)

    assert len(bus.taken) == 1


def test_what_is_urgent_does_not_wait_for_what_can(here: HouseUnderTest) -> None:
    bus, mayor, zaak = with_post(here), here.actor("burgemeester"), een_zaak(here)
    in_the_morning = {Attendering.STUK_MISLUKT.value: Keuze.DAGELIJKS.value}
    reached_at(here, mayor, ADDRESS, keuzes=in_the_morning)
    tell(here, zaak.id, "kan wachten")

    with at_work(here.house):
        until(lambda: unsent(here) == 1)
        reached_at(here, mayor, ADDRESS)
        tell(here, zaak.id, "kan niet wachten")
        until(lambda: len(bus.taken) == 1)

    assert unsent(here) == 1


def with_post(here: HouseUnderTest) -> Postbus:
    """The mayor is reached by mail."""
    bus = Postbus()
    here.house.attenderingen.kanalen = Kanalen(mail=True)
    here.house.post.channels = {"mail": bus}
    reached_at(here, here.actor("burgemeester"), ADDRESS)
    return bus


def tries(here: HouseUnderTest) -> int:
    with here.house.database.reading() as connection:
        return int(
            connection.scalar(text("select max(pogingen) from post where uitkomst is not null"))
            or 0
        )


def unsent(here: HouseUnderTest) -> int:
    with here.house.database.reading() as connection:
        return int(connection.scalar(text("select count(*) from post where klaar_op is null")) or 0)


def test_neither_jobs_nor_their_log_hold_what_went_wrong(
    here: HouseUnderTest, machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    bus = with_post(here)
    bus.failing = True
    zaak = een_zaak(here).getaxeerd()
    (asked,) = ask(here, zaak.id, "geheim")
    machine.failing = {asked}
    caplog.set_level(logging.DEBUG, logger="procrastinate")
    caplog.set_level(logging.INFO, logger="engine")

    with at_work(here.house):
        until(lambda: state(here, asked)[0] == 1 and tries(here) == 1)

    said = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "failed" in said
    assert SECRET not in said
    assert "burgemeester@" not in said
    if here.house.database.is_postgresql:
        with here.house.database.reading() as connection:
            rows = connection.execute(text("select * from procrastinate_jobs")).all()
        assert rows
        for secret in (SECRET, asked, zaak.outcome.nummer, "@", "Vries"):
            assert secret not in str(rows)
