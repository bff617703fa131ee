"""What the court does to an order: from which moment, and to whom (Wth 6, Awb 8:72, 8:81, 8:86)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.model.rechtsbescherming import (
    Aangevochten,
    Procedure,
    Rechterlijk,
    Uitspraak,
    VerzoekVoorlopigeVoorziening,
    Voorwaarde,
    VoorwaardeVervuld,
    Zitting,
)
from engine.model.zaak import Zaak

#: Rulings after which what was challenged binds no longer, from their `per` on.
STRIKING = frozenset({Rechterlijk.GESCHORST, Rechterlijk.VERNIETIGD})


@dataclass(slots=True)
class Relief:
    """One request for interim relief, with what came of it."""

    verzoek: VerzoekVoorlopigeVoorziening
    zitting: Zitting | None = None
    uitspraak: Uitspraak | None = None


def relief(zaak: Zaak) -> list[Relief]:
    """Every request with its hearing and its ruling, in the order in which they came in.

    A hearing or ruling belongs to the oldest request that still lacks it: a court hears requests
    about one order in turn. A ruling without a hearing (Awb 8:83.3) takes away the need for one.
    """
    found: list[Relief] = []
    for feit in zaak.feiten:
        if isinstance(feit, VerzoekVoorlopigeVoorziening):
            found.append(Relief(feit))
        elif isinstance(feit, Zitting):
            for each in found:
                if each.zitting is None and each.uitspraak is None:
                    each.zitting = feit
                    break
        elif isinstance(feit, Uitspraak) and feit.procedure is Procedure.VOORLOPIGE_VOORZIENING:
            unruled = [each for each in found if each.uitspraak is None]
            heard = [each for each in unruled if each.zitting is not None]
            for each in (heard or unruled)[:1]:
                each.uitspraak = feit
    return found


def to_be_heard(zaak: Zaak) -> VerzoekVoorlopigeVoorziening | None:
    """The oldest request that was neither heard nor decided."""
    return next(
        (each.verzoek for each in relief(zaak) if each.zitting is None and each.uitspraak is None),
        None,
    )


def to_be_ruled(zaak: Zaak) -> Zitting | None:
    """The oldest hearing after which the ruling is still awaited."""
    return next(
        (each.zitting for each in relief(zaak) if each.zitting and each.uitspraak is None), None
    )


def condition_met(zaak: Zaak, uitspraak: Uitspraak) -> bool:
    """Whether the condition of a suspension was met in time; True when it has none."""
    voorwaarde = uitspraak.voorwaarde
    if voorwaarde is None:
        return True
    return any(
        uitspraak.uitspraak_op <= met.op <= voorwaarde.uiterlijk
        for met in zaak.all(VoorwaardeVervuld)
    )


def struck(zaak: Zaak, tegen: Aangevochten) -> Iterator[Uitspraak]:
    """The rulings that take a decision's force away for good: annulled, or suspended for good."""
    for uitspraak in zaak.all(Uitspraak):
        strikes = uitspraak.tegen is tegen and uitspraak.uitkomst in STRIKING
        if strikes and condition_met(zaak, uitspraak):
            yield uitspraak


def pending_condition(zaak: Zaak) -> Voorwaarde | None:
    """The condition of the latest suspension that is not met (yet)."""
    return next(
        (
            uitspraak.voorwaarde
            for uitspraak in reversed(zaak.all(Uitspraak))
            if uitspraak.voorwaarde is not None and not condition_met(zaak, uitspraak)
        ),
        None,
    )


def suspended_for_now(zaak: Zaak, at: datetime) -> bool:
    """Whether a suspension holds at `at` (UTC) whose condition has not been met yet."""
    return any(
        uitspraak.voorwaarde is not None
        and uitspraak.tegen is Aangevochten.HUISVERBOD
        and uitspraak.per <= at < uitspraak.voorwaarde.uiterlijk
        and not condition_met(zaak, uitspraak)
        for uitspraak in zaak.all(Uitspraak)
    )


def released(zaak: Zaak, at: datetime) -> frozenset[str]:
    """Full names of those whose contact ban the court has ended by `at` (UTC)."""
    return frozenset(
        naam
        for uitspraak in zaak.all(Uitspraak)
        if uitspraak.uitkomst is Rechterlijk.DEELS_VERNIETIGD and uitspraak.per <= at
        for naam in uitspraak.namen
    )


def works_at(zaak: Zaak) -> datetime | None:
    """The first moment (UTC) at which a ruling touches the order's force; None without one."""
    return min(
        (uitspraak.per for uitspraak in zaak.all(Uitspraak) if uitspraak.uitkomst in STRIKING),
        default=None,
    )
