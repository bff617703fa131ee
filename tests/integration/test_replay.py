"""Recorded cases on changed models: the same when nothing matters, told apart when it does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.scenarios.replay import Verschil, compare
from engine.service.modellen import Models, standard_sources
from tests.builders import OPLEGGEN, een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.law.test_guards import mandate
from tests.integration.test_migratie import changed, later_end, sooner
from web.cli import main
from web.replay import Replays


def replayed(tested: HouseUnderTest, models: Models) -> list[Verschil]:
    replays = Replays(tested.house, models)
    return [
        found
        for case in replays.cases(())
        for found in compare(case, tested.clock.now(), replays.before, replays.after)
    ]


def lived(tested: HouseUnderTest) -> None:
    """A case from report to closing, with an extension, a breach and the court."""
    zaak = een_zaak(tested).van_kracht().op("2026-03-22T11:00").hulp_aangeboden()
    zaak.meldt(
        "politie", "overtreding", gepleegd_op="2026-03-22T10:00", omschrijving="X", aangehouden=True
    )
    zaak.meldt("jurist", "beroep", ontvangen_op="2026-03-22T10:30")
    zaak.meldt("jurist", "verzoek_voorlopige_voorziening", ontvangen_op="2026-03-22T10:30")
    zaak.verlenging_besloten().doet("burgemeester", "ondertekening_verlenging")
    zaak.doet(
        "ambtenaar", "uitreiking_verlenging", wijze="in_persoon", uitgereikt_op="2026-03-29T10:00"
    )
    zaak.doet("jurist", "uitspraak", uitspraak_op="2026-03-29T09:00", uitkomst="afgewezen")
    zaak.op("2026-04-11T12:00").doet("hulpverlening", "afsluiting", overdracht="Wijkteam.")


def test_the_same_models_give_the_same_cases(
    tested: HouseUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    today = tested.clock.now().date()
    mandate(tested, today, today.replace(year=today.year + 1))
    lived(tested)
    een_zaak(tested)

    assert replayed(tested, Models(standard_sources())) == []
    assert [record.getMessage() for record in caplog.records] == []


def test_what_nobody_notices_is_no_difference(quick: HouseUnderTest) -> None:
    lived(quick)

    assert replayed(quick, changed("huisverbod.bpmn", sooner)) == []


def test_an_order_that_would_have_lasted_longer_is_told(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    zaak.op("2026-04-02T12:00")

    found = replayed(quick, changed("huisverbod.bpmn", later_end))

    assert {each.wat for each in found} == {"taken", "termijnen", "documenten"}
    documents = next(each for each in found if each.wat == "documenten")
    assert documents.na == "afloop"
    assert "kennisgeving_beeindiging" in documents.was
    assert "kennisgeving_beeindiging" not in documents.wordt


def test_an_act_that_would_have_been_refused_is_told(quick: HouseUnderTest) -> None:
    today = quick.clock.now().date()
    mandate(quick, today, today.replace(year=today.year + 1))
    een_zaak(quick).getaxeerd().gehoord().doet("hulpofficier", "besluit", **OPLEGGEN)

    def mayor_alone(text: str) -> str:
        return text.replace('<spiffworkflow:property name="mede" value="hulpofficier"/>', "")

    found = replayed(quick, changed("huisverbod.bpmn", mayor_alone))

    assert ("besluit", "geweigerd", "nee", "rol") in {
        (each.na, each.wat, each.was, each.wordt) for each in found
    }


def test_the_command_tells_and_its_status_says_whether_anything_differs(
    make_house: Callable[..., HouseUnderTest],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = f"sqlite:///{tmp_path / 'cases.db'}"
    een_zaak(make_house(url)).van_kracht()
    monkeypatch.setenv("HUISVERBOD_DATABASE", url)
    folder = tmp_path / "models"
    folder.mkdir()
    for name, text in standard_sources().items():
        (folder / name).write_bytes(text)

    assert main(["replay", "--models", str(folder)]) == 0
    assert "HV-2026-0001: gelijk" in capsys.readouterr().out

    model = folder / "huisverbod.bpmn"
    model.write_text(later_end(model.read_text(encoding="utf-8")), encoding="utf-8")

    assert main(["replay", "--models", str(folder), "--json"]) == 1
    assert "HV-2026-0001" in capsys.readouterr().out
