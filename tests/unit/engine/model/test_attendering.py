"""When people are told, and by what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.model.attendering import (
    ALTIJD,
    NIETS_GEKOZEN,
    Attendering,
    Keuze,
    Niveaus,
    Voorkeuren,
    choices,
    levels,
)
from engine.model.gebruikers import Rol

OPENED = datetime(2026, 3, 21, 1, 0, tzinfo=UTC)
USUAL = Niveaus()


def told(due: timedelta, now: timedelta) -> tuple[list[str], timedelta | None]:
    found, ahead = levels(OPENED, OPENED + due, OPENED + now, USUAL.before, USUAL.held_for)
    return [each.soort.value for each in found], None if ahead is None else ahead - OPENED


def test_a_warning_from_before_the_task_opened_is_left_out() -> None:
    assert told(timedelta(hours=1), timedelta()) == ([], timedelta(minutes=45))


def test_of_the_warnings_that_were_missed_only_the_last_is_told() -> None:
    found, ahead = levels(
        OPENED,
        OPENED + timedelta(hours=48),
        OPENED + timedelta(hours=45),
        USUAL.before,
        USUAL.held_for,
    )
    assert [each.op - OPENED for each in found] == [timedelta(hours=44)]
    assert ahead == OPENED + timedelta(hours=47)


def test_late_and_escalated_are_told_side_by_side_and_then_nothing_more() -> None:
    assert told(timedelta(hours=1), timedelta(hours=1)) == (["te_laat"], timedelta(hours=2))
    assert told(timedelta(hours=1), timedelta(hours=2)) == (["te_laat", "opgeschaald"], None)


def test_a_task_that_opens_too_late_is_late_at_once() -> None:
    assert told(timedelta(hours=-2), timedelta()) == (["te_laat", "opgeschaald"], None)


@pytest.mark.parametrize("soort", list(Attendering))
def test_nothing_urgent_can_wait_for_the_morning(soort: Attendering) -> None:
    urgent = soort not in (
        Attendering.TAAK_GEOPEND,
        Attendering.OVERGENOMEN,
        Attendering.STUK_MISLUKT,
    )
    assert (Keuze.DAGELIJKS not in choices(soort)) is urgent


def test_what_waits_for_the_mayor_is_never_quiet() -> None:
    quiet = Voorkeuren(keuzes={each.value: "niet" for each in Attendering})

    assert quiet.keuze(Attendering.TAAK_GEOPEND, Rol.BURGEMEESTER) is Keuze.DIRECT
    assert quiet.keuze(Attendering.TE_LAAT, Rol.BURGEMEESTER) is Keuze.DIRECT
    assert quiet.keuze(Attendering.TAAK_GEOPEND, Rol.AMBTENAAR) is Keuze.NIET
    assert quiet.keuze(Attendering.STUK_MISLUKT, Rol.BURGEMEESTER) is Keuze.NIET


@pytest.mark.parametrize("soort", sorted(ALTIJD))
def test_what_happens_to_ones_own_account_comes_whatever_was_chosen(soort: Attendering) -> None:
    quiet = Voorkeuren(keuzes={each.value: "niet" for each in Attendering})

    assert quiet.keuze(soort, Rol.AMBTENAAR) is Keuze.DIRECT
    assert choices(soort) == (Keuze.DIRECT,)


def test_a_choice_that_there_is_not_counts_as_at_once() -> None:
    odd = Voorkeuren(keuzes={"te_laat": "dagelijks"})

    assert odd.keuze(Attendering.TE_LAAT, Rol.AMBTENAAR) is Keuze.DIRECT
    assert NIETS_GEKOZEN.keuze(Attendering.TAAK_GEOPEND, None) is Keuze.DIRECT
