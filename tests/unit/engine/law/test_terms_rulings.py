"""The terms against moments that courts published, and against the examples of the statute page.

Where a ruling gives no clock time it is taken as 12:00. The case numbers are those of the
reference's list of rulings.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.law import terms
from engine.law.moments import local_date
from engine.law.rulesets import Ruleset, ruleset_on
from tests.unit.engine.law.reckoning import nl, utc

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def rules_of(start: datetime) -> Ruleset:
    return ruleset_on(local_date(start))


@pytest.mark.parametrize(
    ("imposed", "end", "limit"),
    [
        pytest.param("2011-04-06 21:59", "2011-04-16 21:59", "2011-05-04 21:59", id="S01 C06"),
        pytest.param("2010-03-27 20:00", "2010-04-06 20:00", "2010-04-24 20:00", id="S02 C05"),
        pytest.param("2020-10-22 12:00", "2020-11-01 12:00", "2020-11-19 12:00", id="S03 C16"),
        pytest.param("2017-12-29 11:31", "2018-01-08 11:31", "2018-01-26 11:31", id="S04 C19"),
        pytest.param("2009-01-17 12:00", "2009-01-27 12:00", "2009-02-14 12:00", id="S05 C01"),
        pytest.param("2014-07-13 13:59", "2014-07-23 13:59", "2014-08-10 13:59", id="S07 C07"),
        pytest.param("2014-01-15 12:00", "2014-01-25 12:00", "2014-02-12 12:00", id="S09 C09"),
        pytest.param("2020-07-27 12:00", "2020-08-06 12:00", "2020-08-24 12:00", id="S10 C10"),
        pytest.param("2009-09-29 12:00", "2009-10-09 12:00", "2009-10-27 12:00", id="S11 C26"),
        pytest.param("2019-09-21 12:00", "2019-10-01 12:00", "2019-10-19 12:00", id="S12 C11"),
        pytest.param("2009-05-20 10:53", "2009-05-30 10:53", "2009-06-17 10:53", id="C17"),
        pytest.param("2017-01-29 17:50", "2017-02-08 17:50", "2017-02-26 17:50", id="C18"),
        pytest.param("2020-11-01 09:17", "2020-11-11 09:17", "2020-11-29 09:17", id="C15"),
        pytest.param("2015-03-08 12:00", "2015-03-18 12:00", "2015-04-05 12:00", id="C08"),
        pytest.param("2020-07-07 13:37", "2020-07-17 13:37", "2020-08-04 13:37", id="C20"),
        pytest.param("2010-02-01 12:00", "2010-02-11 12:00", "2010-03-01 12:00", id="C40"),
        pytest.param("2026-03-21 02:30", "2026-03-31 02:30", "2026-04-18 02:30", id="Wth 2.1"),
        pytest.param("2026-10-16 02:30", "2026-10-26 02:30", "2026-11-13 02:30", id="L17"),
    ],
)
def test_tien_dagen_en_vier_weken_op_dezelfde_minuut(imposed: str, end: str, limit: str) -> None:
    start = nl(imposed)

    assert terms.einde_huisverbod(start, rules_of(start)) == nl(end)
    assert terms.uiterste_verlenging(start, rules_of(start)) == nl(limit)


@pytest.mark.parametrize(
    ("imposed", "end", "hours"),
    [
        pytest.param("2010-03-27 20:00", "2010-04-06 18:00", 239, id="S02 C05"),
        pytest.param("2020-10-22 12:00", "2020-11-01 11:00", 241, id="S03 C16"),
        pytest.param("2026-03-21 02:30", "2026-03-31 00:30", 239, id="clocks go forward"),
        pytest.param("2026-10-16 02:30", "2026-10-26 01:30", 241, id="L17"),
        pytest.param("2017-12-29 11:31", "2018-01-08 10:31", 240, id="S04 C19, New Year's Day"),
        pytest.param("2026-03-19 02:30", "2026-03-29 01:00", 239.5, id="skipped time"),
        pytest.param("2026-03-19 02:00", "2026-03-29 01:00", 240, id="first skipped minute"),
        pytest.param("2026-03-19 01:59", "2026-03-29 00:59", 240, id="last minute before"),
        pytest.param("2026-03-19 03:00", "2026-03-29 01:00", 239, id="first minute after"),
        pytest.param("2026-10-15 02:30", "2026-10-25 00:30", 240, id="doubled time"),
        pytest.param("2026-10-15 03:00", "2026-10-25 02:00", 241, id="after the doubled hour"),
    ],
)
def test_verstreken_uren_over_een_klokwissel(imposed: str, end: str, hours: float) -> None:
    start = nl(imposed)

    found = terms.einde_huisverbod(start, rules_of(start))

    assert found == utc(end)
    assert (found - start) / HOUR == hours


def test_s01_verlengen_kan_op_dag_negen() -> None:
    start = nl("2011-04-06 21:59")
    end = terms.einde_huisverbod(start, rules_of(start))

    assert terms.verlenging_opent(end, rules_of(start)) == nl("2011-04-11 21:59")
    assert terms.besluit_verlenging_opent(end, rules_of(start)) == nl("2011-04-15 21:59")
    assert nl("2011-04-11 21:59") < nl("2011-04-15 12:00") < end


def test_s02_uitreiking_van_de_verlenging_kan_tot_het_einde_en_is_nog_een_dag_in_te_voeren() -> (
    None
):
    start = nl("2010-03-27 20:00")
    end = terms.einde_huisverbod(start, rules_of(start))

    assert terms.nabesteltermijn(end, rules_of(start)) == nl("2010-04-07 20:00")


def test_s05_beroep_tegen_huisverbod_en_verlenging_is_op_tijd() -> None:
    order, extension = nl("2009-01-17 12:00"), nl("2009-01-27 12:00")

    against_order = terms.beroepstermijn(order, rules_of(order))
    against_extension = terms.beroepstermijn_verlenging(extension, rules_of(order))

    assert against_order == nl("2009-03-03 00:00")  # Saturday 28 February moves to 2 March
    assert against_extension == nl("2009-03-11 00:00")
    assert nl("2009-02-26 12:00") < against_order
    assert nl("2009-03-05 12:00") < against_extension


def test_s06_tien_dagen_en_niet_twaalf_en_met_achttien_erbij_vier_weken() -> None:
    start = nl("2009-09-01 12:00")
    rules = rules_of(start)

    assert rules.huisverbod_dagen == 10
    assert rules.uiterste_verlenging_dagen - rules.huisverbod_dagen == 18


def test_s10_een_verlenging_van_7_augustus_komt_na_het_einde() -> None:
    start = nl("2020-07-27 23:59")

    assert terms.einde_huisverbod(start, rules_of(start)) < nl("2020-08-07 00:00")


def test_s12_beroep_op_de_dag_zelf_is_op_tijd() -> None:
    start = nl("2019-09-21 12:00")

    assert start < terms.beroepstermijn(start, rules_of(start)) == nl("2019-11-05 00:00")


@pytest.mark.parametrize(
    ("received", "last_day_over"),
    [
        pytest.param("2014-07-16 12:00", "2014-07-22 00:00", id="S07: Monday 21 July"),
        pytest.param("2020-08-07 12:00", "2020-08-12 00:00", id="S10: Tuesday 11 August"),
        pytest.param("2026-04-02 12:00", "2026-04-09 00:00", id="Wednesday 8 April"),
        pytest.param("2026-12-24 12:00", "2026-12-30 00:00", id="L09: Tuesday 29 December"),
    ],
)
def test_gehoord_binnen_drie_dagen(received: str, last_day_over: str) -> None:
    start = nl(received)

    assert terms.zitting(start, rules_of(start)) == nl(last_day_over)


def test_uitgereikt_op_zaterdag_beroep_tot_en_met_maandag_28_september() -> None:
    start = nl("2026-08-15 12:00")

    for term in (
        terms.beroepstermijn,
        terms.beroepstermijn_verlenging,
        terms.beroepstermijn_intrekking,
    ):
        assert term(start, rules_of(start)) == nl("2026-09-29 00:00")


def test_l05_de_mondelinge_aanzegging_start_de_klok_en_de_uitreiking_de_beroepstermijn() -> None:
    announced, served = nl("2026-06-01 23:50"), nl("2026-06-02 09:00")
    rules = rules_of(announced)

    assert terms.einde_huisverbod(announced, rules) == nl("2026-06-11 23:50")
    assert terms.beroepstermijn(served, rules) == nl("2026-07-15 00:00")
    assert terms.beroepstermijn(announced, rules) == nl("2026-07-14 00:00")


def test_l15_bereikbaarheid_loopt_vierentwintig_uur() -> None:
    start = nl("2026-03-28 23:50")

    due = terms.bereikbaarheid(start, rules_of(start))

    assert due - start == 24 * HOUR
    assert due == nl("2026-03-30 00:50")


def test_bewaren_tot_en_met_de_dag_vijf_jaar_later() -> None:
    start = nl("2026-10-24 02:23")

    assert terms.bewaartermijn(start, rules_of(start)) == nl("2031-10-25 00:00")
    assert nl("2031-10-24 23:59") + MINUTE == nl("2031-10-25 00:00")
