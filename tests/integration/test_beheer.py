"""What a municipality sets by itself: its mandates and its risk table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from engine.errors import BrokenModel
from engine.law.moments import local_date
from engine.model.gebruikers import SYSTEEM
from engine.service.modellen import standard_sources
from engine.store.reading.gebruikers import mandates
from engine.store.reading.zaak import case
from tests.builders import OPLEGGEN, een_zaak, refused
from tests.conftest import HouseUnderTest
from tests.integration.law.test_guards import mandate
from web.cli import main

STANDARD = standard_sources()["risico.dmn"].decode()
#: One signal judged high is enough in this municipality.
STRICTER = STANDARD.replace("&gt;= 2", "&gt;= 1").replace("&lt; 2", "&lt; 1")


def indication(tested: HouseUnderTest) -> object:
    zaak = een_zaak(tested).doet(
        "hulpofficier",
        "risicotaxatie",
        signalen=[{"item": "2.a.2", "bron": "gezien"}],
        oordelen={"2.a": "hoog"},
        toelichting="Dreiging.",
    )
    with tested.house.database.reading() as connection:
        return case(connection, zaak.id).routing["indicatie"]


def test_a_municipality_has_its_own_risk_table(tested: HouseUnderTest) -> None:
    assert indication(tested) == "geen_indicatie"

    tested.house.beheer.set_table(SYSTEEM, "0599", "risico", STRICTER)
    assert indication(tested) == "in_beginsel_opleggen"
    assert tested.house.table("0363", "risico") == STANDARD

    tested.house.beheer.set_table(SYSTEEM, "0599", "risico", None)
    assert indication(tested) == "geen_indicatie"


@pytest.mark.parametrize(
    ("tabel", "bron"),
    [
        ("risico", "geen xml"),
        ("risico", STANDARD.replace("hoog_persoon", "iets_anders")),
        ("bevoegdheid", standard_sources()["bevoegdheid.dmn"].decode()),
    ],
)
def test_a_table_that_cannot_answer_or_holds_law_is_refused(
    quick: HouseUnderTest, tabel: str, bron: str
) -> None:
    with pytest.raises(BrokenModel):
        quick.house.beheer.set_table(SYSTEEM, "0599", tabel, bron)

    assert indication(quick) == "geen_indicatie"


def test_a_withdrawn_mandate_holds_no_longer_and_stays_in_the_register(
    tested: HouseUnderTest,
) -> None:
    today = local_date(tested.clock.now())
    mandate(tested, today - timedelta(days=5), today + timedelta(days=5))
    with tested.house.database.reading() as connection:
        (line,) = mandates(connection)
    zaak = een_zaak(tested).getaxeerd().gehoord()

    assert tested.house.beheer.withdraw_mandate(SYSTEEM, line.id, today)
    with refused("wth-3-1"):
        zaak.doet("hulpofficier", "besluit", **OPLEGGEN)

    with tested.house.database.reading() as connection:
        (line,) = mandates(connection)
    assert (line.ingetrokken_per, line.hulpofficier) == (today, "H. Officier")
    assert not tested.house.beheer.withdraw_mandate(SYSTEEM, 999, today)


def test_a_mandate_withdrawn_from_tomorrow_still_holds_today(quick: HouseUnderTest) -> None:
    today = local_date(quick.clock.now())
    mandate(quick, today, today + timedelta(days=5))
    with quick.house.database.reading() as connection:
        (line,) = mandates(connection)

    quick.house.beheer.withdraw_mandate(SYSTEEM, line.id, today + timedelta(days=1))

    een_zaak(quick).getaxeerd().gehoord().doet("hulpofficier", "besluit", **OPLEGGEN)


def test_the_commands_keep_the_register_and_the_table(
    make_house: Callable[..., HouseUnderTest],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = f"sqlite:///{tmp_path / 'zaken.db'}"
    make_house(url)
    monkeypatch.setenv("HUISVERBOD_DATABASE", url)
    days = ["--van", "2026-01-01", "--tot", "2027-01-01", "--door", "B. Meester"]
    own = tmp_path / "risico.dmn"
    own.write_text(STRICTER, encoding="utf-8")

    assert main(["mandaten", "verleen", "0599", "hulpofficier", *days]) == 0
    assert main(["mandaten", "verleen", "0599", "niemand", *days]) == 2
    assert main(["mandaten", "intrek", "1", "--per", "2026-06-01"]) == 0
    assert main(["mandaten", "intrek", "9", "--per", "2026-06-01"]) == 2
    assert main(["mandaten"]) == 0
    assert "2026-06-01" in capsys.readouterr().out
    assert main(["tabel", "risico", "0599", "--bestand", str(own)]) == 0
    capsys.readouterr()
    assert main(["tabel", "risico", "0599"]) == 0
    assert capsys.readouterr().out.strip() == STRICTER.strip()
    assert main(["tabel", "risico", "0599", "--standaard"]) == 0
    assert main(["models"]) == 0
    assert main(["migrate-cases", "--dry-run"]) == 0
    assert main(["forecast", "HV-2026-9999"]) == 2
