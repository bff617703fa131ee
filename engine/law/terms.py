"""The legal terms: one function per term, from the moment it starts to the instant it is over.

Starts and results are aware instants, results in UTC; days, weeks and years are calendar units in
Europe/Amsterdam. A moment exactly on a result lies after the term. Every function raises
ValueError when its start is naive.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from engine.law.atw import last_day_by_atw_1, last_day_by_atw_2
from engine.law.moments import local_date, midnight_after, require_aware, same_wall_clock
from engine.law.rulesets import Ruleset

__all__ = [
    "bereikbaarheid",
    "beroepstermijn",
    "beroepstermijn_intrekking",
    "beroepstermijn_verlenging",
    "besluit_verlenging_opent",
    "bewaartermijn",
    "einde_huisverbod",
    "nabesteltermijn",
    "uiterste_verlenging",
    "uitspraak",
    "verlenging_opent",
    "zitting",
]

_NO_DAYS: frozenset[date] = frozenset()


def einde_huisverbod(start: datetime, rules: Ruleset) -> datetime:
    """Wth 2.1: the order lapses ten days after it was imposed; weekends count (Wth 13).

    Calendar days to the same wall-clock minute, Europe/Amsterdam: 239 to 241 hours. A time that
    the clocks skip becomes the instant of the jump, of a doubled time it is the first.

    Args:
        start: the order was announced orally, else served. Its seconds are left out: an order
            says from which minute until which minute it holds, and binds no longer than it says.
    """
    return same_wall_clock(_minute(start), rules.huisverbod_dagen)


def uiterste_verlenging(start: datetime, rules: Ruleset) -> datetime:
    """Wth 9.1: no extension ends later than four weeks after the order was imposed.

    Calendar days to the same wall-clock minute, Europe/Amsterdam, no Atw (Wth 13), seconds and
    edges as in `einde_huisverbod`.

    Args:
        start: the order was announced orally, else served; never the start of an extension.
    """
    return same_wall_clock(_minute(start), rules.uiterste_verlenging_dagen)


def bereikbaarheid(start: datetime, rules: Ruleset) -> datetime:
    """Wth 2.6: within 24 hours the uithuisgeplaatste says where or how he can be reached.

    Elapsed hours: across a clock change the wall clock differs. No Atw (Atw 4).

    Args:
        start: the order was imposed.
    """
    return require_aware(start) + timedelta(hours=rules.bereikbaarheid_uren)


def zitting(
    start: datetime, rules: Ruleset, extra_holidays: frozenset[date] = _NO_DAYS
) -> datetime:
    """Wth 6.1 (a): the judge hears the person within three days after the request came in.

    Whole days, Europe/Amsterdam; the day of receipt does not count. The last day is moved on until
    two working days lie inside (Atw 2) and it is itself one (Atw 1). The result is 00:00 of the
    day after: the hearing is in time on the whole of the last day.

    Args:
        start: the court received the request for interim relief.
        extra_holidays: days made equal to holidays by royal decree (Atw 3.3).
    """
    received = local_date(start)
    first = received + timedelta(days=1)
    last = received + timedelta(days=rules.zitting_dagen)
    last = last_day_by_atw_2(first, last, rules.zitting_werkdagen, extra_holidays)
    return midnight_after(last_day_by_atw_1(last, extra_holidays))


def uitspraak(start: datetime, rules: Ruleset) -> datetime:
    """Wth 6.1 (b): the ruling follows at once, in special circumstances within 24 hours.

    Elapsed hours, as in `bereikbaarheid`. No Atw (Atw 4).

    Args:
        start: the hearing was held.
    """
    return require_aware(start) + timedelta(hours=rules.uitspraak_uren)


def beroepstermijn(
    start: datetime, rules: Ruleset, extra_holidays: frozenset[date] = _NO_DAYS
) -> datetime:
    """Awb 6:7, 6:8: an appeal against the order is open for six weeks.

    Whole days, Europe/Amsterdam, from the day after the notification; a last day on a Saturday,
    Sunday or holiday moves on to a working day (Atw 1). The result is 00:00 of the day after.

    Args:
        start: the decision was notified: served, handed over or sent.
        extra_holidays: days made equal to holidays by royal decree (Atw 3.3).
    """
    last = local_date(start) + timedelta(weeks=rules.beroepstermijn_weken)
    return midnight_after(last_day_by_atw_1(last, extra_holidays))


def beroepstermijn_verlenging(
    start: datetime, rules: Ruleset, extra_holidays: frozenset[date] = _NO_DAYS
) -> datetime:
    """Awb 6:7, 6:8: an appeal against the extension; counted as `beroepstermijn`.

    Args:
        start: the extension was served.
        extra_holidays: days made equal to holidays by royal decree (Atw 3.3).
    """
    return beroepstermijn(start, rules, extra_holidays)


def beroepstermijn_intrekking(
    start: datetime, rules: Ruleset, extra_holidays: frozenset[date] = _NO_DAYS
) -> datetime:
    """Awb 6:7, 6:8: an appeal against the withdrawal; counted as `beroepstermijn`.

    Args:
        start: the withdrawal was notified.
        extra_holidays: days made equal to holidays by royal decree (Atw 3.3).
    """
    return beroepstermijn(start, rules, extra_holidays)


def bewaartermijn(start: datetime, rules: Ruleset) -> datetime:
    """Wth 10.1: the decisions are kept for five years and then destroyed.

    Calendar years in whole days, Europe/Amsterdam; the last day is the one with the date of the
    decision, and in a year without 29 February the last of that month. The result is 00:00 of the
    day after, when destruction falls due. No Atw: a term of years (Atw 4).

    Args:
        start: the latest decision to impose or to extend was taken.
    """
    decided = local_date(start)
    year = decided.year + rules.bewaartermijn_jaren
    try:
        last = decided.replace(year=year)
    except ValueError:  # 29 February
        last = decided.replace(year=year, day=28)
    return midnight_after(last)


def verlenging_opent(einde: datetime, rules: Ruleset) -> datetime:
    """Process reference: advice and hearing on an extension open five days before the end.

    Calendar days back to the same wall-clock time, Europe/Amsterdam; a skipped time becomes the
    instant of the jump, of a doubled time it is the first.

    Args:
        einde: the present end of the order.
    """
    return same_wall_clock(einde, -rules.verlenging_opent_dagen)


def besluit_verlenging_opent(einde: datetime, rules: Ruleset) -> datetime:
    """Process reference: the decision on an extension opens 24 hours before the end.

    Elapsed hours: the mayor always has as long to decide, across a clock change too.

    Args:
        einde: the present end of the order.
    """
    return require_aware(einde) - timedelta(hours=rules.besluit_verlenging_opent_uren)


def nabesteltermijn(einde: datetime, rules: Ruleset) -> datetime:
    """Process reference: until when the service of a signed extension may be entered late.

    Wth 9.1 looks at the service, which must lie before the end, and not at its entry. Elapsed
    hours.

    Args:
        einde: the end that the order has without that extension.
    """
    return require_aware(einde) + timedelta(hours=rules.nabesteltermijn_uren)


def _minute(moment: datetime) -> datetime:
    return require_aware(moment).replace(second=0, microsecond=0)
