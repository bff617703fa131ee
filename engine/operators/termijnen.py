"""What a model says about legal terms."""

from __future__ import annotations

from engine.law.agenda import TERMIJNEN
from engine.model.termijnen import DeadlineState
from engine.process.registry import operator
from engine.step import Step


@operator("termijn.starten", termijn=TERMIJNEN)
def start(step: Step, task_id: str, *, termijn: str) -> None:
    """Let a term run."""
    step.open_deadline(termijn)


@operator("termijn.halen", termijn=TERMIJNEN)
def meet(step: Step, task_id: str, *, termijn: str) -> None:
    """A term was met; one that has passed already stays passed."""
    step.close_deadline(termijn, DeadlineState.GEHAALD, step.at)


@operator("huisverbod.in_werking")
def take_effect(step: Step, task_id: str) -> None:
    """The order binds from now on: its end, the limit of extending, reachability (Wth 2, 9.1)."""
    for termijn in ("einde_huisverbod", "uiterste_verlenging", "bereikbaarheid"):
        step.open_deadline(termijn)


@operator("huisverbod.verlengen")
def extend(step: Step, task_id: str) -> None:
    """An extension was served: the end moves, and runs again if it had passed (Wth 9.1)."""
    step.move_deadlines()


@operator("huisverbod.beeindigen")
def end(step: Step, task_id: str) -> None:
    """The order ended: what had not passed by itself need not be reached any more."""
    for termijn in ("einde_huisverbod", "uiterste_verlenging"):
        step.close_deadline(termijn, DeadlineState.VERVALLEN, step.at)
