from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given

from engine.law import terms
from engine.law.rulesets import ruleset_on
from tests.unit.engine.law import reckoning
from tests.unit.engine.law.reckoning import Term, days_between, nl, wall, works

RULES = ruleset_on(date(2026, 1, 1))
DAY = timedelta(days=1)

BEROEP: list[Term] = [
    terms.beroepstermijn,
    terms.beroepstermijn_verlenging,
    terms.beroepstermijn_intrekking,
]


def last_day(end: datetime) -> date:
    """The last day of a term that is stored as 00:00 of the day after."""
    assert wall(end).time() == time()
    return wall(end).date() - DAY


class TestZitting:
    @pytest.mark.parametrize(
        ("received", "last"),
        [
            ("2026-08-17 09:00", date(2026, 8, 20)),  # Monday: plainly three days
            ("2026-08-18 09:00", date(2026, 8, 21)),  # Tuesday: until Friday
            ("2026-08-19 09:00", date(2026, 8, 24)),  # Wednesday: Saturday moves
            ("2026-08-20 09:00", date(2026, 8, 24)),  # Thursday: Sunday moves
            ("2026-08-21 09:00", date(2026, 8, 25)),  # Friday: one working day inside
            ("2026-08-22 09:00", date(2026, 8, 25)),  # Saturday
            ("2026-08-23 09:00", date(2026, 8, 26)),  # Sunday
            ("2026-05-02 09:00", date(2026, 5, 6)),  # 5 May in between
            ("2026-05-12 09:00", date(2026, 5, 15)),  # Ascension Day inside
        ],
    )
    def test_gehoord_uiterlijk_op(self, received: str, last: date) -> None:
        assert last_day(terms.zitting(nl(received), RULES)) == last

    @pytest.mark.parametrize("clock", ["00:00", "12:00", "23:59:59.999999"])
    def test_de_dag_van_ontvangst_telt_niet_mee_hoe_laat_ook(self, clock: str) -> None:
        end = terms.zitting(nl(f"2026-08-17 {clock}"), RULES)

        assert end == nl("2026-08-21 00:00")

    def test_een_gelijkgestelde_dag_schuift_op(self) -> None:
        decree = frozenset({date(2026, 8, 20)})

        assert last_day(terms.zitting(nl("2026-08-17 09:00"), RULES, decree)) == date(2026, 8, 21)
        decree = frozenset({date(2026, 8, 18), date(2026, 8, 19)})
        assert last_day(terms.zitting(nl("2026-08-17 09:00"), RULES, decree)) == date(2026, 8, 21)

    @given(reckoning.moments, reckoning.decrees)
    def test_eindigt_op_een_werkdag_met_er_minstens_twee_erin(
        self, received: datetime, extra: frozenset[date]
    ) -> None:
        last = last_day(terms.zitting(received, RULES, extra))

        day = wall(received).date()
        counted = days_between(day + DAY, last)
        assert last >= day + 3 * DAY
        assert works(last, extra)
        assert sum(works(each, extra) for each in counted) >= 2
        if last > day + 3 * DAY:  # not a day more than needed
            shorter = counted[:-1]
            assert sum(works(each, extra) for each in shorter) < 2 or not works(shorter[-1], extra)

    def test_leest_haar_eigen_lengtes(self) -> None:
        monday = nl("2026-08-17 09:00")

        assert last_day(
            terms.zitting(monday, replace(RULES, zitting_dagen=4), frozenset())
        ) == date(2026, 8, 21)
        assert last_day(terms.zitting(monday, replace(RULES, zitting_werkdagen=5))) == date(
            2026, 8, 24
        )


@pytest.mark.parametrize("term", BEROEP)
class TestBeroepstermijn:
    @pytest.mark.parametrize(
        ("notified", "last"),
        [
            ("2026-08-14 00:00", date(2026, 9, 25)),  # Friday
            ("2026-08-14 23:59", date(2026, 9, 25)),
            ("2026-08-15 00:00", date(2026, 9, 28)),  # Saturday moves to Monday
            ("2026-08-16 12:00", date(2026, 9, 28)),
            ("2026-03-17 12:00", date(2026, 4, 28)),  # Tuesday after King's Day
            ("2026-03-16 12:00", date(2026, 4, 28)),  # King's Day moves
            ("2026-02-20 12:00", date(2026, 4, 7)),  # Good Friday to after Easter
            ("2026-03-24 12:00", date(2026, 5, 6)),  # 5 May
            ("2027-01-16 12:00", date(2027, 3, 1)),
            ("2028-01-18 12:00", date(2028, 2, 29)),  # a leap day
        ],
    )
    def test_open_tot_en_met(self, term: Term, notified: str, last: date) -> None:
        assert last_day(term(nl(notified), RULES)) == last

    def test_een_gelijkgestelde_dag_schuift_op(self, term: Term) -> None:
        decree = frozenset({date(2026, 9, 25)})

        assert last_day(term(nl("2026-08-14 12:00"), RULES, decree)) == date(2026, 9, 28)

    @given(notified=reckoning.moments, extra=reckoning.decrees)
    def test_eerste_werkdag_vanaf_zes_weken(
        self, term: Term, notified: datetime, extra: frozenset[date]
    ) -> None:
        last = last_day(term(notified, RULES, extra))

        six_weeks = wall(notified).date() + timedelta(weeks=6)
        assert [day for day in days_between(six_weeks, last) if works(day, extra)] == [last]

    def test_leest_haar_eigen_lengte(self, term: Term) -> None:
        rules = replace(RULES, beroepstermijn_weken=2)

        assert last_day(term(nl("2026-08-14 12:00"), rules)) == date(2026, 8, 28)


class TestBewaartermijn:
    @pytest.mark.parametrize(
        ("decided", "last"),
        [
            ("2026-10-24 02:23", date(2031, 10, 24)),
            ("2026-10-24 00:00", date(2031, 10, 24)),
            ("2026-10-23 23:59", date(2031, 10, 23)),
            ("2028-02-28 12:00", date(2033, 2, 28)),
            ("2028-02-29 12:00", date(2033, 2, 28)),
            ("2028-03-01 12:00", date(2033, 3, 1)),
            ("2027-02-28 12:00", date(2032, 2, 28)),
            ("2026-12-31 23:59", date(2031, 12, 31)),
            ("2022-01-01 12:00", date(2027, 1, 1)),  # no Atw: a holiday moves nothing
        ],
    )
    def test_bewaard_tot_en_met(self, decided: str, last: date) -> None:
        assert last_day(terms.bewaartermijn(nl(decided), RULES)) == last

    def test_op_de_laatste_dag_nog_bewaard_de_dag_erna_te_wissen(self) -> None:
        due = terms.bewaartermijn(nl("2026-10-24 02:23"), RULES)

        assert nl("2031-10-24 12:00") < due
        assert due == nl("2031-10-25 00:00")

    def test_schrikkeldag_naar_een_schrikkeljaar_blijft_29_februari(self) -> None:
        rules = replace(RULES, bewaartermijn_jaren=4)

        assert last_day(terms.bewaartermijn(nl("2028-02-29 12:00"), rules)) == date(2032, 2, 29)

    @given(reckoning.moments.filter(lambda moment: moment.year < 2095))
    def test_zelfde_datum_vijf_jaar_later(self, decided: datetime) -> None:
        last = last_day(terms.bewaartermijn(decided, RULES))

        day = wall(decided).date()
        if (day.month, day.day) == (2, 29):
            day = day.replace(day=28)
        assert last == day.replace(year=day.year + 5)
