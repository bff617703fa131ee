"""A report that is sent twice is one case, also when both come in at the same moment."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from engine.errors import Refused
from engine.service.acts import Send
from engine.store.reading.zaak import case
from tests.builders import MELDING, een_zaak
from tests.conftest import HouseUnderTest


def cases(tested: HouseUnderTest) -> int:
    with tested.house.database.reading() as connection:
        return int(connection.scalar(text("select count(*) from zaken")) or 0)


def test_two_at_the_same_moment_are_one_case(tested: HouseUnderTest) -> None:
    officer, mark = tested.actor("hulpofficier"), str(uuid.uuid4())

    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(tested.house.road.report, officer, MELDING, mark) for _ in range(4)]
        outcomes = {each.result().zaak_id for each in sent}

    assert len(outcomes) == 1
    assert cases(tested) == 1


def test_the_mark_of_one_user_says_nothing_to_another(tested: HouseUnderTest) -> None:
    mark = str(uuid.uuid4())
    first = tested.house.road.report(tested.actor("hulpofficier"), MELDING, mark)

    second = tested.house.road.report(tested.actor("politie"), MELDING, mark)

    assert first.zaak_id != second.zaak_id
    assert tested.house.concepten.sent(tested.actor("ambtenaar"), mark) is None


def test_a_refused_report_can_be_mended_and_sent(quick: HouseUnderTest) -> None:
    officer, mark = quick.actor("hulpofficier"), str(uuid.uuid4())
    with pytest.raises(Refused):
        quick.house.road.report(officer, {**MELDING, "huisgenoten": []}, mark)

    quick.house.road.report(officer, MELDING, mark)

    assert cases(quick) == 1


def test_a_refused_message_can_be_mended_and_sent(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    officer, mark = quick.actor("hulpofficier"), str(uuid.uuid4())
    with pytest.raises(Refused):
        quick.house.road.send(officer, zaak.id, Send("feit", {}, mark))
    fact = {"omschrijving": "Hij stond voor de deur.", "voorgevallen_op": "2026-03-21T02:31"}

    for _ in range(2):
        quick.house.road.send(officer, zaak.id, Send("feit", fact, mark))

    with quick.house.database.reading() as connection:
        feiten = case(connection, zaak.id).zaak.feiten
    assert sum(type(each).__name__ == "LaterFeit" for each in feiten) == 1
