"""What a model says about legal terms."""

from __future__ import annotations

from engine.law.agenda import TERMIJNEN, reached_at
from engine.model.termijnen import DeadlineState
from engine.process.registry import operator
from engine.step import Step


@operator("termijn.starten", termijn=TERMIJNEN)
def start(step: Step, task_id: str, *, termijn: str) -> None:
    """Let a term run."""
    step.open_deadline(termijn)


@operator("termijn.halen", termijn=TERMIJNEN)
def meet(step: Step, task_id: str, *, termijn: str) -> None:
    """What a term asks for was done: in time when it was done in time, whenever it is entered."""
    step.meet_deadline(termijn, reached_at(step.zaak, termijn) or step.at)


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


@operator("huisverbod.herleven")
def revive(step: Step, task_id: str) -> None:
    """The order turns out never to have ended: what was dropped with it runs again."""
    dropped = step.deadlines.get("uiterste_verlenging")
    if dropped is not None and dropped.state is DeadlineState.VERVALLEN:
        step.open_deadline("uiterste_verlenging")


@operator("rechtsgang.gehoord")
def heard(step: Step, task_id: str) -> None:
    """A request was heard (Wth 6.1): the term for the ruling runs, and that of the next request."""
    step.meet_deadline("zitting", reached_at(step.zaak, "zitting") or step.at)
    _run_again(step, "zitting")
    _run_again(step, "uitspraak")


@operator("rechtsgang.beslist")
def ruled(step: Step, task_id: str) -> None:
    """A request was decided; one that never was heard need not be heard any more."""
    step.meet_deadline("uitspraak", reached_at(step.zaak, "uitspraak") or step.at)
    _run_again(step, "uitspraak")
    if step.due(step.zaak, "zitting") is None:
        step.close_deadline("zitting", DeadlineState.VERVALLEN, step.at)


def _run_again(step: Step, termijn: str) -> None:
    """Let a term run that the file gives a start: for this request, or for the next one."""
    deadline = step.deadlines.get(termijn)
    running = deadline is not None and deadline.state is DeadlineState.OPEN
    if not running and step.due(step.zaak, termijn) is not None:
        step.open_deadline(termijn)
