"""Lists of more than one page: nothing is lost or doubled between two of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from engine.errors import NotFound
from engine.store.reading import takenlijst
from engine.store.reading.keyset import PAGE
from tests.builders import Zaak, een_zaak
from tests.conftest import PASSWORD, HouseUnderTest
from web.app import create_app


def report(tested: HouseUnderTest, number: int) -> list[Zaak]:
    found = []
    for minute in range(number):
        tested.at(f"2026-03-21T{1 + minute // 60:02d}:{minute % 60:02d}")
        found.append(een_zaak(tested))
    return found


def all_tasks(tested: HouseUnderTest, between: Callable[[], None] = lambda: None) -> list[str]:
    """The ids of all tasks of a hulpofficier, page after page."""
    ids: list[str] = []
    after: str | None = None
    while True:
        with tested.house.database.reading() as connection:
            page = takenlijst.tasks_for(connection, tested.actor("hulpofficier"), after)
        ids += [line.task.id for line in page.lines]
        between()
        if page.more is None:
            return ids
        after = page.more


def test_pages_together_are_the_whole_list_in_order(tested: HouseUnderTest) -> None:
    cases = report(tested, PAGE // 2 + 1)

    ids = all_tasks(tested)

    assert len(ids) == len(set(ids)) == 2 * len(cases)
    with tested.house.database.reading() as connection:
        first = takenlijst.tasks_for(connection, tested.actor("hulpofficier"))
    assert len(first.lines) == PAGE
    moments = [line.task.opvolgen or line.task.geopend_op for line in first.lines]
    assert moments == sorted(moments)


def test_what_is_done_between_two_pages_shifts_no_other(quick: HouseUnderTest) -> None:
    cases = report(quick, PAGE // 2 + 5)
    before = all_tasks(quick)
    early = [cases[0].doet]

    def do_one() -> None:
        while early:
            early.pop()("hulpofficier", "zienswijze", gehoord=False, reden="spoed")

    ids = all_tasks(quick, between=do_one)

    assert ids == before


def test_cases_that_are_over_are_not_listed(tested: HouseUnderTest) -> None:
    running, over = een_zaak(tested), een_zaak(tested).getaxeerd().gehoord()
    over.doet("burgemeester", "besluit", uitkomst="niet_opleggen", motivering="Geen gevaar.")

    with tested.house.database.reading() as connection:
        page = takenlijst.cases_in(connection, ["0599"])

    assert over.state.status == "niet_opgelegd"
    assert [line.zaak_id for line in page.lines] == [running.id]


def test_orders_that_end_first_are_on_top(tested: HouseUnderTest) -> None:
    without, with_end = een_zaak(tested), een_zaak(tested).van_kracht()

    with tested.house.database.reading() as connection:
        page = takenlijst.cases_in(connection, ["0599", "0363"])

    assert [line.zaak_id for line in page.lines] == [with_end.id, without.id]
    assert page.more is None


@pytest.mark.parametrize("place", ["", "~", "gisteren~vandaag~x", "2026-03-21T00:10~2026-03-21~x"])
def test_what_is_no_place_in_a_list_does_not_exist(quick: HouseUnderTest, place: str) -> None:
    with quick.house.database.reading() as connection, pytest.raises(NotFound):
        takenlijst.cases_in(connection, ["0599"], place)


def test_start_page_links_to_what_did_not_fit(quick: HouseUnderTest) -> None:
    cases = report(quick, PAGE // 2 + 1)
    client = create_app(quick.house).test_client()
    secret = quick.house.toegang.sign_in("hulpofficier", PASSWORD)
    assert secret is not None
    client.set_cookie("huisverbod", secret)

    first = client.get("/").get_data(as_text=True)
    link = re.search(r'href="([^"]+)">Meer taken tonen', first)
    assert link is not None
    second = client.get(unescape(link[1])).get_data(as_text=True)

    assert first.count('<li><a href="/zaken/') == PAGE
    assert second.count('<li><a href="/zaken/') == 2 * len(cases) - PAGE
    assert "Meer taken tonen" not in second
    assert "Terug naar het begin" in second
    assert client.get("/?taken_na=onzin").status_code == 404
