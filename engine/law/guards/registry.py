"""How guards are declared, ordered and asked.

A guard hangs on what is proposed (a fact about to be put on file), never on a task of a model:
whoever edits a drawing cannot drop an article. The same functions tell a page beforehand what
still stands in the way and refuse on the road.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from engine.errors import Reden, RefusedByLaw
from engine.model.feit import Feit
from engine.model.zaak import Zaak

F = TypeVar("F", bound=Feit)

CaseCheck = Callable[[Zaak, datetime], Reden | None]
ProposalCheck = Callable[[Zaak, F, datetime], Reden | None]

#: Who may decide comes before what was decided; then the order of the process reference.
ORDER = (
    "wth-3-1",
    "awb-10-11",
    "wth-2-1-woning",
    "wth-2-2",
    "wth-2-3",
    "bth-2-1",
    "wth-2-4",
    "awb-4-8",
    "awb-3-4",
    "awb-3-46",
    "achterblijver-minderjarig",
    "eer-advies",
    "wth-2-7",
    "uitreiking-tijd",
    "wth-9-1-verstreken",
    "wth-9-1-dreiging",
    "wth-9-1-vier-weken",
    "hulpaanbod-verplicht",
    "wth-2-9",
)


@dataclass(frozen=True, slots=True)
class Guard:
    """One rule of law that a proposal can break.

    Attributes:
        code: the code of the process reference.
        article: in the house's citation form.
        proposal: the kind of fact it judges.
        check: what is wrong, or None; called with case, proposal and moment of recording (UTC).
        rule: the function that holds the rule, for documentation and tests.
        beforehand: the rule can be judged before there is a proposal (then with None).
    """

    code: str
    article: str
    proposal: type[Feit]
    check: Callable[[Zaak, Any, datetime], Reden | None]
    rule: Callable[..., Reden | None]
    beforehand: bool


@dataclass(frozen=True, slots=True)
class Objection:
    """A guard that says no, and why."""

    code: str
    article: str
    reden: Reden


GUARDS: list[Guard] = []


def guard(
    code: str, article: str, *, on: type[F]
) -> Callable[[ProposalCheck[F]], ProposalCheck[F]]:
    """Declare a guard that judges a proposal."""

    def keep(check: ProposalCheck[F]) -> ProposalCheck[F]:
        _add(Guard(code, article, on, check, check, beforehand=False))
        return check

    return keep


def case_guard(
    code: str, article: str, *, before: type[F], when: Callable[[F], bool] = lambda _: True
) -> Callable[[CaseCheck], CaseCheck]:
    """Declare a guard that needs only the case: a page can show it beforehand.

    Args:
        when: which proposals of the kind it judges (only those that impose, say).
    """

    def keep(check: CaseCheck) -> CaseCheck:
        def judge(zaak: Zaak, proposal: F | None, at: datetime) -> Reden | None:
            if proposal is not None and not when(proposal):
                return None
            return check(zaak, at)

        _add(Guard(code, article, before, judge, check, beforehand=True))
        return check

    return keep


def _add(new: Guard) -> None:
    if new.code not in ORDER:
        raise ValueError(f"guard {new.code} has no place in the order")
    GUARDS.append(new)
    GUARDS.sort(key=lambda item: ORDER.index(item.code))


def check(zaak: Zaak, proposal: Feit, at: datetime) -> None:
    """Let the law judge a proposal, recorded at `at` (UTC).

    Raises:
        RefusedByLaw: the first objection gives the code; all of them are told.
    """
    objections = [
        Objection(item.code, item.article, reden)
        for item in GUARDS
        if isinstance(proposal, item.proposal)
        and (reden := item.check(zaak, proposal, at)) is not None
    ]
    if objections:
        first = objections[0]
        raise RefusedByLaw(first.code, [each.reden for each in objections], first.article)


def standing_in_the_way(zaak: Zaak, proposal: type[Feit], at: datetime) -> list[Objection]:
    """What would be refused now whatever is answered: for the page, before the button."""
    return [
        Objection(item.code, item.article, reden)
        for item in GUARDS
        if item.beforehand
        and issubclass(proposal, item.proposal)
        and (reden := item.check(zaak, None, at)) is not None
    ]
