from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.law import terms
from engine.law.rulesets import Ruleset, ruleset_on
from tests.unit.engine.law import reckoning
from tests.unit.engine.law.reckoning import (
    YEARS,
    Term,
    clock_changes,
    instant,
    naive,
    nl,
    skipped_hour,
    utc,
    wall,
)

RULES = ruleset_on(date(2026, 1, 1))
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)

WHOLE_DAYS: list[Term] = [
    terms.zitting,
    terms.beroepstermijn,
    terms.beroepstermijn_verlenging,
    terms.beroepstermijn_intrekking,
    terms.bewaartermijn,
]
HOURS: list[Term] = [
    terms.bereikbaarheid,
    terms.uitspraak,
    terms.besluit_verlenging_opent,
    terms.nabesteltermijn,
]
HOUR_FIELDS = [name for name in Ruleset.__slots__ if name.endswith("_uren")]
WALL_CLOCK: list[Term] = [terms.einde_huisverbod, terms.uiterste_verlenging, terms.verlenging_opent]


def rules_with(lengths: Mapping[str, int]) -> Ruleset:
    return replace(RULES, **lengths)  # type: ignore[arg-type]


def test_every_term_is_tested() -> None:
    assert {each.__name__ for each in WHOLE_DAYS + HOURS + WALL_CLOCK} == set(terms.__all__)


@pytest.mark.parametrize("term", WHOLE_DAYS + HOURS + WALL_CLOCK)
def test_refuses_a_naive_start(term: Term) -> None:
    with pytest.raises(ValueError, match="no offset"):
        term(naive("2026-03-21 02:30"), RULES)


@pytest.mark.parametrize("term", WHOLE_DAYS + HOURS + WALL_CLOCK)
@given(start=reckoning.moments)
def test_every_result_is_in_utc_and_the_same_from_any_zone(term: Term, start: datetime) -> None:
    elsewhere = start.astimezone(reckoning.CEST)

    assert term(start, RULES).tzinfo is UTC
    assert term(elsewhere, RULES) == term(start, RULES)


@pytest.mark.parametrize("term", WHOLE_DAYS + HOURS)
@given(start=reckoning.moments, later=st.integers(0, 100 * 24 * 60))
def test_a_later_start_never_ends_earlier(term: Term, start: datetime, later: int) -> None:
    assert term(start, RULES) <= term(start + timedelta(minutes=later), RULES)


class TestEindeHuisverbod:
    @pytest.mark.parametrize("year", YEARS)
    def test_overgeslagen_tijd_eindigt_op_de_sprong_in_elk_jaar(self, year: int) -> None:
        forward, _ = clock_changes(year)
        start = instant(skipped_hour(year) + HOUR / 2 - 10 * DAY)

        assert terms.einde_huisverbod(start, RULES) == forward

    @pytest.mark.parametrize("year", YEARS)
    def test_dubbele_tijd_eindigt_op_de_eerste_in_elk_jaar(self, year: int) -> None:
        _, back = clock_changes(year)
        start = instant(reckoning.doubled_hour(year) + HOUR / 2 - 10 * DAY)

        assert terms.einde_huisverbod(start, RULES) == back - HOUR / 2

    @pytest.mark.parametrize(
        ("start", "end"),
        [("2028-02-19 12:00", "2028-02-29 12:00"), ("2028-02-20 12:00", "2028-03-01 12:00")],
    )
    def test_een_schrikkeldag_telt_mee(self, start: str, end: str) -> None:
        assert terms.einde_huisverbod(nl(start), RULES) == nl(end)

    @given(reckoning.moments)
    def test_zelfde_minuut_op_de_klok_tien_dagen_later(self, start: datetime) -> None:
        end = terms.einde_huisverbod(start, RULES)

        assert end == instant(wall(start) + 10 * DAY)
        assert 239 * HOUR <= end - start <= 241 * HOUR

    @given(reckoning.moments)
    def test_vier_weken_is_achttien_dagen_verder(self, start: datetime) -> None:
        limit = terms.uiterste_verlenging(start, RULES)

        assert limit == instant(wall(start) + 28 * DAY)
        assert limit > terms.einde_huisverbod(start, RULES)

    @pytest.mark.parametrize(
        ("term", "end"),
        [
            (terms.einde_huisverbod, "2026-06-11 14:05"),
            (terms.uiterste_verlenging, "2026-06-29 14:05"),
        ],
    )
    def test_seconden_tellen_niet_mee(self, term: Term, end: str) -> None:
        assert term(nl("2026-06-01 14:05:59.999999"), RULES) == nl(end)

    def test_een_andere_lengte_komt_uit_de_regelset(self) -> None:
        longer = replace(RULES, huisverbod_dagen=14, uiterste_verlenging_dagen=365)

        assert terms.einde_huisverbod(nl("2026-06-01 14:05"), longer) == nl("2026-06-15 14:05")
        assert terms.uiterste_verlenging(nl("2026-06-01 14:05"), longer) == nl("2027-06-01 14:05")


class TestUren:
    @pytest.mark.parametrize("term", [terms.bereikbaarheid, terms.uitspraak, terms.nabesteltermijn])
    @given(start=reckoning.moments)
    def test_vierentwintig_verstreken_uren(self, term: Term, start: datetime) -> None:
        assert term(start, RULES) == start + 24 * HOUR

    @given(reckoning.moments)
    def test_besluit_over_verlenging_opent_vierentwintig_uur_eerder(self, einde: datetime) -> None:
        assert terms.besluit_verlenging_opent(einde, RULES) == einde - 24 * HOUR

    @pytest.mark.parametrize(
        ("term", "start", "end"),
        [
            (terms.bereikbaarheid, "2026-03-28 12:00", "2026-03-29 13:00"),
            (terms.bereikbaarheid, "2026-10-24 12:00", "2026-10-25 11:00"),
            (terms.uitspraak, "2026-03-28 12:00", "2026-03-29 13:00"),
            (terms.nabesteltermijn, "2026-10-24 12:00", "2026-10-25 11:00"),
            (terms.besluit_verlenging_opent, "2026-03-29 12:00", "2026-03-28 11:00"),
            (terms.besluit_verlenging_opent, "2026-10-25 12:00", "2026-10-24 13:00"),
        ],
    )
    def test_over_een_klokwissel_verschilt_de_klok_een_uur(
        self, term: Term, start: str, end: str
    ) -> None:
        assert term(nl(start), RULES) == nl(end)

    @pytest.mark.parametrize(
        ("field", "term", "hours"),
        [
            ("bereikbaarheid_uren", terms.bereikbaarheid, 7),
            ("uitspraak_uren", terms.uitspraak, 7),
            ("nabesteltermijn_uren", terms.nabesteltermijn, 7),
            ("besluit_verlenging_opent_uren", terms.besluit_verlenging_opent, -7),
        ],
    )
    def test_elke_termijn_leest_haar_eigen_lengte(self, field: str, term: Term, hours: int) -> None:
        start = nl("2026-06-01 14:05:30")
        others = {name: 5 for name in HOUR_FIELDS if name != field}
        rules = rules_with(others | {field: 7})

        assert term(start, rules) == start + hours * HOUR


class TestVerlengingOpent:
    @pytest.mark.parametrize(
        ("einde", "opens"),
        [
            ("2026-03-31 02:30", "2026-03-26 02:30"),
            ("2026-10-26 02:30", "2026-10-21 02:30"),
            ("2026-06-11 14:05", "2026-06-06 14:05"),
            ("2026-03-03 10:00", "2026-02-26 10:00"),
        ],
    )
    def test_vijf_kalenderdagen_voor_het_einde(self, einde: str, opens: str) -> None:
        assert terms.verlenging_opent(nl(einde), RULES) == nl(opens)

    def test_overgeslagen_tijd_opent_op_de_sprong(self) -> None:
        assert terms.verlenging_opent(nl("2026-04-03 02:30"), RULES) == utc("2026-03-29 01:00")

    def test_dubbele_tijd_opent_op_de_eerste(self) -> None:
        assert terms.verlenging_opent(nl("2026-10-30 02:30"), RULES) == utc("2026-10-25 00:30")

    @given(reckoning.moments)
    def test_ligt_na_de_oplegging_en_voor_het_besluit(self, start: datetime) -> None:
        einde = terms.einde_huisverbod(start, RULES)
        opens = terms.verlenging_opent(einde, RULES)

        assert start < opens < terms.besluit_verlenging_opent(einde, RULES) < einde
        assert opens == instant(wall(einde) - 5 * DAY)

    def test_leest_haar_eigen_lengte(self) -> None:
        rules = replace(RULES, verlenging_opent_dagen=2)

        assert terms.verlenging_opent(nl("2026-06-11 14:05"), rules) == nl("2026-06-09 14:05")
