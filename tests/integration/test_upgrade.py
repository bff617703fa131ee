"""A new version of the product on a database with running cases: rehearsed, or not let in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text, update

from engine.errors import CannotUpgrade
from engine.law import rulesets
from engine.service.modellen import Models
from engine.service.upgrade import Upgrade, product_fingerprint
from engine.store.migrate import _config, is_current
from engine.store.schema.mechanics import ProcessStateRow
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.test_migratie import changed, later_end
from web.cli import main


@pytest.fixture
def zaak(tested: HouseUnderTest) -> Zaak:
    return een_zaak(tested).van_kracht()


def next_version(
    tested: HouseUnderTest, models: Models | None = None, name: str = "next version"
) -> Upgrade:
    house = tested.house
    return Upgrade(house.database, house.clock, models or house.models, name)


def before_the_upgrade(tested: HouseUnderTest) -> None:
    """The schema of the version before this one, which knew no keys of users."""
    config = _config()
    with tested.house.database.writing() as connection:
        connection.execute(text("delete from gemeentesleutels where gemeente = 'mdw'"))
        config.attributes["connection"] = connection
        command.downgrade(config, "-1")
    assert not is_current(tested.house.database)


def eleven_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of the product in which somebody changed a rule set that is in force."""
    wrong = tuple(replace(rules, huisverbod_dagen=11) for rules in rulesets.RULESETS)
    monkeypatch.setattr(rulesets.ruleset_on, "__defaults__", (wrong,))


def test_running_cases_are_rehearsed_once_per_version(tested: HouseUnderTest, zaak: Zaak) -> None:
    een_zaak(tested)
    upgrade = next_version(tested)

    assert not upgrade.is_rehearsed()
    assert upgrade.run() == 2
    assert upgrade.is_rehearsed()
    assert upgrade.run() == 0
    # the version before it has to rehearse again: cases may have moved on under the newer one
    assert not tested.house.upgrade.is_rehearsed()


def test_an_empty_database_may_be_served_at_once(tested: HouseUnderTest) -> None:
    assert tested.house.upgrade.is_rehearsed()


def test_a_version_that_counts_otherwise_changes_nothing_not_even_the_schema(
    tested: HouseUnderTest, zaak: Zaak, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_the_upgrade(tested)
    eleven_days(monkeypatch)

    with pytest.raises(CannotUpgrade) as refused:
        next_version(tested).run()

    (finding,) = [each for each in refused.value.findings if "einde_huisverbod" in each]
    assert finding.startswith(f"{zaak.outcome.nummer}: termijn einde_huisverbod")
    assert "2026-03-31T02:30:00+02:00" in finding
    assert "2026-04-01T02:30:00+02:00" in finding
    assert not is_current(tested.house.database)

    monkeypatch.undo()
    assert next_version(tested).run() == 1
    assert is_current(tested.house.database)
    assert zaak.op("2026-03-31T02:30").state.status == "geeindigd"


def test_a_case_on_older_models_goes_on_with_them(tested: HouseUnderTest, zaak: Zaak) -> None:
    """New models would end its order at another moment, but it does not run on them."""
    upgrade = next_version(tested, changed("huisverbod.bpmn", later_end))

    assert upgrade.run() == 1


def test_a_case_that_cannot_be_read_is_named(tested: HouseUnderTest, zaak: Zaak) -> None:
    with tested.house.database.writing() as connection:
        connection.execute(update(ProcessStateRow).values(state=b"of another version"))

    with pytest.raises(CannotUpgrade) as refused:
        next_version(tested).run()

    assert refused.value.findings[0].startswith(f"{zaak.outcome.nummer}: kan met deze versie")
    assert not next_version(tested).is_rehearsed()


def test_other_models_are_another_product(models: Models) -> None:
    assert product_fingerprint(models) == product_fingerprint(models)
    assert product_fingerprint(changed("huisverbod.bpmn", later_end)) != product_fingerprint(models)


def test_migrate_and_serve_refuse_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUISVERBOD_DATABASE", f"sqlite:///{tmp_path / 'huisverbod.db'}")
    assert main(["demo"]) == 0
    assert main(["migrate"]) == 0
    assert "Gerepeteerd: 0 lopende zaken" in capsys.readouterr().out
    eleven_days(monkeypatch)
    monkeypatch.setattr("web.bootstrap.product_fingerprint", lambda _: "next version")

    assert main(["serve", "--port", "1"]) == 1
    assert "nog niet gerepeteerd" in capsys.readouterr().out
    assert main(["doctor"]) == 1
    assert "repetitie" in capsys.readouterr().out
    assert main(["migrate"]) == 1

    said = capsys.readouterr().err
    assert "Er is niets veranderd" in said
    assert "HV-" in said
    assert "termijn einde_huisverbod" in said
    assert main(["serve", "--port", "1"]) == 1
