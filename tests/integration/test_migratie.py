"""Running cases on newer models: described, rehearsed, moved, and never with another deadline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.law import terms
from engine.model.gebruikers import SYSTEEM
from engine.model.termijnen import Deadline
from engine.service.firing import Firing
from engine.service.migratie import CannotMove, Migratie
from engine.service.modellen import Models, standard_sources
from engine.service.road import Road
from engine.store.reading.zaak import timeline
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest

Change = Callable[[str], str]


def changed(file: str, change: Change) -> Models:
    """The standard models with one file changed."""
    sources = standard_sources()
    before = sources[file].decode()
    sources[file] = change(before).encode()
    assert sources[file].decode() != before
    return Models(sources)


def with_models(tested: HouseUnderTest, models: Models) -> Migratie:
    """The same house after an upgrade."""
    house = tested.house
    object.__setattr__(house, "road", Road(house.database, house.clock, models))
    house.deadlines.firing = Firing(house.database, house.clock, models)
    return Migratie(house.database, house.clock, models)


def sooner(text: str) -> str:
    """The follow-up time of telling the housemates is shorter: no legal term."""
    return text.replace('name="opvolgtijd" value="PT2H"', 'name="opvolgtijd" value="PT1H"')


def later_end(text: str) -> str:
    """The order ends by another term."""
    return text.replace('termijn("einde_huisverbod")</', 'termijn("uiterste_verlenging")</')


def renamed(text: str) -> str:
    """A task the case stands on has another id; what it asks stays the same."""
    for place in (
        'id="{}"',
        'sourceRef="{}"',
        'targetRef="{}"',
        'bpmnElement="{}"',
        ">{}</bpmn:flow",
    ):
        text = text.replace(place.format("mededeling_huisgenoten"), place.format("inlichten"))
    start = text.index('<bpmn:userTask id="inlichten"')
    head, tail = text[:start], text[start:]
    form = '<spiffworkflow:property name="formulier" value="mededeling_huisgenoten"/>'
    opening = "<spiffworkflow:properties>"
    return head + tail.replace(opening, opening + form, 1)


@pytest.fixture
def zaak(tested: HouseUnderTest) -> Zaak:
    return een_zaak(tested).van_kracht()


def deadlines(zaak: Zaak) -> dict[str, Deadline]:
    return dict(zaak.state.termijnen)


def test_a_running_case_stays_on_its_version(tested: HouseUnderTest, zaak: Zaak) -> None:
    migratie = with_models(tested, changed("huisverbod.bpmn", sooner))

    zaak.op("2026-03-22T11:00").hulp_aangeboden()
    een_zaak(tested)

    assert [version.zaken for version in migratie.versions()] == [1, 1]


def test_a_harmless_change_moves_the_case_and_no_deadline(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    before = deadlines(zaak)
    migratie = with_models(tested, changed("huisverbod.bpmn", sooner))
    (rehearsal,) = migratie.rehearse()
    (old,) = [version for version in migratie.versions() if version.zaken]

    changes = [str(change) for change in migratie.differences(old.hash)]
    migratie.move(SYSTEEM, zaak.id)

    assert rehearsal.kan
    assert any("mededeling_huisgenoten is anders" in change for change in changes)
    assert deadlines(zaak) == before
    assert {v.hash: v.zaken for v in migratie.versions()}[migratie.models.newest.hash] == 1
    with tested.house.database.reading() as connection:
        assert timeline(connection, zaak.id)[-1].soort == "zaak:model:gewisseld"
    zaak.doet(
        "ambtenaar",
        "mededeling_huisgenoten",
        medegedeeld_op="2026-03-21T02:35",
        wijze="persoonlijk",
    )
    zaak.op("2026-03-31T02:30")
    assert zaak.state.status == "geeindigd"


def test_rehearsing_writes_nothing(tested: HouseUnderTest, zaak: Zaak) -> None:
    before = zaak.state
    migratie = with_models(tested, changed("huisverbod.bpmn", sooner))

    list(migratie.rehearse())

    assert zaak.state == before
    assert [version.zaken for version in migratie.versions()] == [1]


def test_a_change_that_moves_a_deadline_is_refused(tested: HouseUnderTest, zaak: Zaak) -> None:
    before = zaak.state
    migratie = with_models(tested, changed("huisverbod.bpmn", later_end))

    (rehearsal,) = migratie.rehearse()

    assert not rehearsal.kan
    assert any("uiterste_verlenging" in line for line in rehearsal.verschoven)
    with pytest.raises(CannotMove):
        migratie.move(SYSTEEM, zaak.id)
    assert zaak.state == before


def test_a_case_that_stands_on_what_is_gone_is_refused_by_name(
    tested: HouseUnderTest, zaak: Zaak
) -> None:
    migratie = with_models(tested, changed("huisverbod.bpmn", renamed))

    (rehearsal,) = migratie.rehearse()

    assert rehearsal.ontbreekt == ("mededeling_huisgenoten bestaat niet in de nieuwe versie",)
    with pytest.raises(CannotMove):
        migratie.move(SYSTEEM, zaak.id)


def test_a_product_that_counts_otherwise_is_refused(
    tested: HouseUnderTest, zaak: Zaak, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = terms.beroepstermijn
    monkeypatch.setattr(terms, "beroepstermijn", lambda *given: right(*given) + timedelta(days=1))

    (rehearsal,) = Migratie(
        tested.house.database, tested.house.clock, tested.house.models
    ).rehearse()

    assert not rehearsal.kan
    assert "termijn beroepstermijn" in rehearsal.herrekend[0]


def test_only_the_cases_asked_for(tested: HouseUnderTest, zaak: Zaak) -> None:
    een_zaak(tested)
    migratie = with_models(tested, changed("huisverbod.bpmn", sooner))

    assert [each.nummer for each in migratie.rehearse([zaak.state.nummer])] == [zaak.state.nummer]
