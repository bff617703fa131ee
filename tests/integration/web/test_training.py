"""Training: the clock is moved from any page, and all that falls due on the way happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from types import NoneType
from typing import Any

import pytest

from engine.clock import MovableClock, RunningClock
from engine.errors import Refused
from engine.law.moments import local, read_moment
from engine.model.gebruikers import Rol
from engine.service.modellen import Models
from engine.store.audit import verify
from engine.store.reading.zaak import case, timeline
from tests.builders import Zaak, een_zaak
from tests.conftest import PASSWORD, HouseUnderTest, PlainDesk
from tests.integration.web.test_pages import Visitor
from web.app import create_app
from web.bootstrap import build
from web.stage import PEOPLE
from web.train import Training

START = "2026-03-21T02:40"
EINDE = "2026-03-31T02:30"
DAY = timedelta(days=1)


class Trainee(Visitor):
    """Somebody who practises."""

    def __init__(self, training: Training, login: str) -> None:
        self.app = create_app(training.house, training)
        self.client = self.app.test_client()
        self.text = ""
        self.house = training.house
        assert self.post("/aanmelden", gebruiker=login, wachtwoord=PASSWORD) == 303

    def moves(self, sprong: str, **more: Any) -> int:
        return self.post("/oefenen/klok", sprong=sprong, **more)

    @property
    def stands_at(self) -> str:
        return f"{local(self.house.clock.now()):%Y-%m-%dT%H:%M}"


@pytest.fixture
def zaak(make_house: Callable[..., HouseUnderTest], tmp_path: Path) -> Zaak:
    zaak = een_zaak(make_house(f"sqlite:///{tmp_path / 'oefening.db'}")).van_kracht()
    return zaak.op(START)


@pytest.fixture
def real() -> MovableClock:
    """The time outside, which goes on in earnest."""
    return MovableClock(read_moment("2031-05-01T09:00"))


@pytest.fixture
def training(zaak: Zaak, real: MovableClock, models: Models) -> Iterator[Training]:
    filled = zaak.tested.house
    clock = RunningClock(filled.clock.now(), real)
    house = build(
        filled.settings,
        clock=clock,
        sessions=real,
        models=models,
        documents=PlainDesk(),  # type: ignore[arg-type] # follows engine.ports
    )
    training = Training(house, clock)
    yield training
    training.close()


@pytest.fixture
def trainee(training: Training) -> Trainee:
    return Trainee(training, "ambtenaar")


@pytest.mark.parametrize(("sprong", "shown"), [("uur", "03:40"), ("dag", "02:40")])
def test_an_hour_and_a_day(trainee: Trainee, sprong: str, shown: str) -> None:
    assert trainee.moves(sprong) == 303

    day = "2026-03-22" if sprong == "dag" else "2026-03-21"
    assert trainee.stands_at == f"{day}T{shown}"


def test_a_day_is_a_day_on_the_wall_when_summer_time_begins(trainee: Trainee) -> None:
    trainee.moves("tijdstip", datum="2026-03-28", tijd="12:00")

    trainee.moves("dag")

    assert trainee.stands_at == "2026-03-29T12:00"


def test_all_that_falls_due_on_the_way_happens_at_its_own_moment(
    trainee: Trainee, zaak: Zaak
) -> None:
    trainee.moves("tijdstip", datum="2026-03-28", tijd="12:00")
    with zaak.tested.house.database.reading() as connection:
        tasks = case(connection, zaak.id).tasks.values()
    opened = [task.geopend_op for task in tasks if task.taak == "verlengingsadvies"]
    assert opened == [read_moment("2026-03-26T02:30")]

    assert trainee.moves("einde", zaak=zaak.id) == 303

    assert trainee.stands_at == EINDE
    assert zaak.state.status == "geeindigd"
    assert "kennisgeving_beeindiging" in zaak.state.documenten
    with zaak.tested.house.database.reading() as connection:
        passed = timeline(connection, zaak.id)
        assert verify(connection, zaak.id) == []
    fell_due = [line for line in passed if line.soort == "zaak:termijn:verstreken"]
    assert [line.vastgelegd_op for line in fell_due] == [read_moment(EINDE)]
    written = [line.vastgelegd_op for line in passed]
    assert all(before <= after for before, after in pairwise(written))


def test_the_next_term_is_reached_one_by_one(trainee: Trainee, training: Training) -> None:
    for _ in range(4):
        wake = training.next_wake()
        assert wake is not None
        assert trainee.moves("termijn") == 303
        assert training.house.clock.now() == wake


def test_the_end_of_an_order_is_that_of_the_case_one_looks_at(
    trainee: Trainee, training: Training, zaak: Zaak
) -> None:
    zaak.tested.at("2026-03-21T06:00")
    later = een_zaak(zaak.tested).getaxeerd().gehoord().besloten().getekend()
    later.uitgereikt("2026-03-21T06:00")

    assert trainee.moves("einde", zaak=later.id) == 303

    assert trainee.stands_at == "2026-03-31T06:00"
    assert zaak.state.status == later.state.status == "geeindigd"
    assert trainee.moves("einde", zaak=later.id) == 422
    assert "geen huisverbod van kracht" in trainee.text


def test_elsewhere_it_is_the_next_end_of_any(trainee: Trainee) -> None:
    assert trainee.moves("einde") == 303

    assert trainee.stands_at == EINDE


def test_one_comes_back_where_one_was(trainee: Trainee, zaak: Zaak) -> None:
    here = f"/zaken/{zaak.id}"
    trainee.get(here)
    assert f'name="terug" value="{here}"' in trainee.text
    assert f'name="zaak" value="{zaak.id}"' in trainee.text

    for path, back in ((here, here), ("//elders.example", "/"), ("/afmelden", "/"), ("", "/")):
        answer = trainee.client.post(
            "/oefenen/klok", data={"csrf": trainee.token, "sprong": "uur", "terug": path}
        )
        assert answer.headers["Location"] == back


@pytest.mark.parametrize(
    ("datum", "tijd", "needle"),
    [
        ("2026-03-21", "02:39", "gaat alleen vooruit"),
        ("2026-03-29", "02:30", "bestaat niet"),
        ("2026-02-30", "02:30", "Vul een datum in"),
        ("", "", "Vul een datum in"),
        ("2026-05-21", "02:40", "hoogstens 60 dagen"),
        ("9999-12-31", "23:59", "hoogstens 60 dagen"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_in_words(
    trainee: Trainee, zaak: Zaak, datum: str, tijd: str, needle: str
) -> None:
    here = f"/zaken/{zaak.id}"

    assert trainee.moves("tijdstip", datum=datum, tijd=tijd, terug=here) == 422

    assert needle in trainee.text
    assert f'<a href="{here}">' in trainee.text
    assert trainee.stands_at == START


def test_nobody_is_put_out_by_a_clock_that_is_moved(
    trainee: Trainee, training: Training, real: MovableClock
) -> None:
    for _ in range(3):
        trainee.moves("dag")
    assert trainee.get("/") == 200

    real.move_by(timedelta(minutes=31))

    assert trainee.get("/") == 303
    with training.house.database.reading() as connection:
        assert verify(connection, "beheer") == []


def test_five_years_on_the_file_is_to_be_destroyed(trainee: Trainee, zaak: Zaak) -> None:
    zaak.op("2026-03-22T11:00").hulp_aangeboden()
    trainee.moves("einde", zaak=zaak.id)
    zaak.op(EINDE).doet("hulpverlening", "afsluiting", overdracht="Overgedragen aan het wijkteam.")

    for _ in range(32):
        then = local(trainee.house.clock.now() + timedelta(days=59))
        assert trainee.moves("tijdstip", datum=f"{then:%Y-%m-%d}", tijd="12:00") == 303

    assert trainee.stands_at > "2031-04"
    assert zaak.state.taken == ("wissen",)
    assert trainee.house.look().late == 0


@pytest.mark.parametrize("rol", list(Rol))
def test_every_role_may_move_the_clock(training: Training, rol: Rol) -> None:
    trainee = Trainee(training, PEOPLE[rol][0])

    assert trainee.get("/") == 200
    assert "Oefening: verzonnen zaken, de klok staat op" in trainee.text
    assert trainee.moves("uur") == 303


def test_who_does_not_see_a_case_is_not_told_its_end(training: Training, zaak: Zaak) -> None:
    elsewhere = Trainee(training, "ambtenaar-0363")

    assert elsewhere.moves("einde", zaak=zaak.id) == 303
    assert elsewhere.get(f"/zaken/{zaak.id}") == 404


def test_only_who_signed_in_and_from_our_own_page(training: Training, trainee: Trainee) -> None:
    assert trainee.post("/oefenen/klok", token="0" * 64, sprong="uur") == 400
    trainee.client = trainee.app.test_client()
    assert trainee.post("/oefenen/klok", token="x", sprong="uur") == 303
    assert trainee.stands_at == START
    assert trainee.get("/aanmelden") == 200
    assert "Oefening" not in trainee.text


def test_outside_a_training_there_is_no_clock_to_move(quick: HouseUnderTest) -> None:
    visitor = Visitor(quick, "ambtenaar")

    assert visitor.get("/") == 200
    assert "Oefening" not in visitor.text
    assert visitor.post("/oefenen/klok", sprong="uur") == 404
    assert visitor.get("/oefenen/klok") == 404


def test_two_who_move_it_at_once_take_turns_and_the_alarm_does_no_harm(
    training: Training, zaak: Zaak
) -> None:
    end = read_moment(EINDE)

    def alarm() -> None:
        while training.house.clock.now() < end:
            training.house.deadlines.fire_due()
            training.house.worker.run()

    with ThreadPoolExecutor(3) as threads:
        beside = threads.submit(alarm)
        moves = [threads.submit(training.travel, end + each * DAY) for each in (0, 1)]
        beside.result(timeout=60)

    assert [type(each.exception()) for each in moves] in ([NoneType] * 2, [Refused, NoneType])
    assert training.house.clock.now() == end + DAY
    assert zaak.state.status == "geeindigd"
    with training.house.database.reading() as connection:
        ends = [line for line in timeline(connection, zaak.id) if line.status_na == "geeindigd"]
        assert verify(connection, zaak.id) == []
    assert [line.op for line in ends if line.soort == "zaak:status:gewijzigd"] == [end]
