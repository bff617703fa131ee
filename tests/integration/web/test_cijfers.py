"""The page of figures and what is taken from it: for few, no small groups, no formulas."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from odfdo import Document
from sqlalchemy import insert

from engine.model.cijfers import KENMERKEN, encode
from engine.model.gebruikers import Rol
from engine.store.schema.mechanics import CijfersRow
from tests.builders import een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.store.test_indexes import queries, scans
from tests.integration.web.test_pages import Visitor
from web.figures import export, tables
from web.figures.indicators import INDICATOREN
from web.spreadsheet import harmless, row


def happened(tested: HouseUnderTest, number: int, half: str = "2026-1", **kenmerken: str) -> None:
    """So many cases that are gone, of which the figures stayed."""
    first = {name: values[0] for name, values in KENMERKEN.items()}
    old: dict[str, Any] = {
        "gemeente": "0599",
        "jaar": int(half[:4]),
        "bevoegdheid": "eigen",
        "kindermishandeling": False,
        "kinderen": False,
        "verlengd": False,
        "ingetrokken": False,
        "overtredingen": 0,
        "verstreken": [],
    }
    counted = {"halfjaar": half, "kenmerken": encode({**first, **kenmerken}), "tot_besluit": 60}
    with tested.house.database.writing() as connection:
        connection.execute(insert(CijfersRow), [{**old, **counted}] * number)


@pytest.fixture
def town(tested: HouseUnderTest) -> HouseUnderTest:
    """A half-year of forty reports, of which one was played here."""
    een_zaak(tested).van_kracht()
    own = {"uitkomst": "opgelegd", "bevoegdheid": "eigen"}
    happened(tested, 20, **own, kinderen="ja")
    happened(tested, 9, **own, taal="pl")
    happened(tested, 10, uitkomst="niet_opgelegd")
    return tested


def table_of(page: str, row: str) -> list[str]:
    """The cells of a row of a table on a page."""
    found = re.search(rf'<th scope="row">{re.escape(row)}</th>(.*?)</tr>', page, re.DOTALL)
    assert found is not None, row
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found[1], re.DOTALL)
    return [re.sub(r"<[^>]+>|•", "", cell).strip() for cell in cells]


def rows_of(client: Any, path: str) -> dict[str, list[str]]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf")
    lines = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    return {line[1]: line for line in lines if len(line) > 2}


def test_sums_shares_and_times_stand_on_the_page(town: HouseUnderTest) -> None:
    visitor = Visitor(town, "ambtenaar")

    assert visitor.get("/cijfers?van=2025-2&tot=2026-1") == 200

    assert table_of(visitor.text, "Meldingen") == ["0", "40"]
    assert table_of(visitor.text, "Huisverbod opgelegd") == ["0", "30 (75%)"]
    assert table_of(visitor.text, "Geen huisverbod opgelegd") == ["0", "10 (25%)"]
    assert table_of(visitor.text, "Met kinderen") == ["0", "21 (70%)"]
    assert table_of(visitor.text, "De helft binnen") == ["te weinig zaken", "1 u 00 m"]
    assert visitor.text.count('role="img"') == visitor.text.count("<title id=") == 9


def test_a_small_group_is_hidden_with_what_would_tell_it(town: HouseUnderTest) -> None:
    happened(town, 3, uitkomst="opgelegd", bevoegdheid="mandaat")
    visitor = Visitor(town, "jurist")

    visitor.get("/cijfers?van=2026-1&tot=2026-1")

    assert table_of(visitor.text, "Door de hulpofficier, met mandaat") == ["verborgen"]
    assert table_of(visitor.text, "Door de burgemeester zelf") == ["verborgen"]
    assert table_of(visitor.text, "Telefonisch door de burgemeester") == ["0 (0%)"]


def test_of_a_few_reports_nothing_is_told(tested: HouseUnderTest) -> None:
    een_zaak(tested).van_kracht()
    visitor = Visitor(tested, "burgemeester")

    visitor.get("/cijfers?half=2026-1")

    for label in ("Meldingen", "Huisverboden", "Met kinderen", "Verlengd"):
        assert set(table_of(visitor.text, label)) <= {"verborgen", "0"}, label
    assert "HV-2026" not in visitor.text


@pytest.mark.parametrize("rol", list(Rol))
@pytest.mark.parametrize("path", ["/cijfers", "/cijfers.csv", "/cijfers.ods"])
def test_only_who_makes_policy_sees_figures(quick: HouseUnderTest, rol: Rol, path: str) -> None:
    visitor = Visitor(quick, rol.value)
    allowed = rol in (Rol.AMBTENAAR, Rol.BURGEMEESTER, Rol.JURIST)

    assert visitor.get(path) == (200 if allowed else 403)
    assert visitor.get(f"{path}?gemeente=0363") == (404 if allowed else 403)
    visitor.get("/mijn-agenda")
    assert ('href="/cijfers"' in visitor.text) == allowed


@pytest.mark.parametrize(
    "query",
    ["van=2026-3", "tot=1999-1", "half=2015-1", "van=2026-2", "gemeente=x", "half=%00", "van==1+1"],
)
def test_periods_that_are_not_there_are_not_found(quick: HouseUnderTest, query: str) -> None:
    assert Visitor(quick, "jurist").get(f"/cijfers?{query}") == 404


def test_what_is_published_is_rounded_and_over(town: HouseUnderTest) -> None:
    town.clock.move_to(town.clock.now().replace(year=2026, month=9))
    happened(town, 50, half="2026-2", uitkomst="opgelegd", bevoegdheid="eigen")
    client = Visitor(town, "ambtenaar").client

    found = rows_of(client, "/cijfers.csv?publiceren=1&van=2026-1&tot=2026-2")

    assert found["cijfer"][2:-2] == ["2026, 1e helft"]
    assert found["Meldingen"][2] == "40"
    assert found["Pools"][2] == "."
    assert found["Nederlands"][2] == "."
    numbers = [cell for line in found.values() for cell in line[2:-2] if cell.isdigit()]
    assert all(int(each) % 5 == 0 for each in numbers)


def test_every_figure_comes_with_its_meaning(town: HouseUnderTest) -> None:
    client = Visitor(town, "ambtenaar").client
    found = rows_of(client, "/cijfers.csv?van=2026-1&tot=2026-1")
    content = client.get("/cijfers.ods?van=2026-1&tot=2026-1")
    document = Document(io.BytesIO(content.data))
    sheets = {each.name: each.get_values() for each in document.body.tables}

    assert content.mimetype == "application/vnd.oasis.opendocument.spreadsheet"
    assert sheets.keys() == {"Cijfers", "Betekenis"}
    for indicator in INDICATOREN:
        for label in indicator.rijen.values():
            assert found[label][-2:] == [indicator.betekenis, indicator.telling]
            assert [line for line in sheets["Betekenis"] if line[1] == label]
    numbers = {line[1]: line[2] for line in sheets["Cijfers"] if len(line) > 2}
    assert numbers["Huisverbod opgelegd"] == 30


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    evil = f"{start}cmd|'/c calc'!A0"
    blad = tables.by_half({}, ["2026-1"])
    opgave = export.Opgave(blad=blad, titel=evil, regels=(evil,))

    text = "".join(export.as_csv(opgave)).removeprefix("\ufeff")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    made = export.as_ods(opgave, datetime(2026, 3, 21, tzinfo=UTC))
    sheet = Document(io.BytesIO(made)).body.tables[0].get_values()

    assert next(lines)[0] == f"'{evil}"
    assert sheet[0][0].startswith("'")
    assert harmless(evil) == f"'{evil}"
    assert row((evil,)).startswith("\"'")


def test_sums_are_read_from_indexes_by_as_many_queries(town: HouseUnderTest) -> None:
    visitor = Visitor(town, "ambtenaar")
    visitor.get("/cijfers")  # the colour of the municipality is read once a minute
    counts = []
    for path in ("/cijfers?van=2026-1&tot=2026-1", "/cijfers?van=2022-1", "/cijfers?half=2026-1"):
        with queries(town) as seen:
            visitor.get(path)
        counts.append(len(seen))
        sums = [each for each in seen if "GROUP BY" in each[0]]
        assert len(sums) == 3
        assert scans(town, sums) == []

    assert len(set(counts)) == 1
