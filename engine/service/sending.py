"""A form that is sent twice, by a double tap or a retry on a bad line, is sent once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from engine.model.concept import MELDING, Plek
from engine.model.gebruikers import Actor
from engine.service.acts import Outcome, Send
from engine.service.case import Case
from engine.store import concepten, zaken
from engine.store.work import Connection


def once(
    connection: Connection,
    actor: Actor,
    kenmerk: str | None,
    now: datetime,
    start: Callable[[], Outcome],
) -> Outcome:
    """Start a case from a report, or give the case that this very form started before.

    The mark is written in the step's own transaction: it stays exactly when the case does.
    """
    if kenmerk is None:
        return start()
    if not concepten.mark(connection, actor.id, kenmerk, None, now):
        zaak_id = concepten.sent(connection, actor.id, kenmerk)
        record = zaken.load(connection, str(zaak_id), lock=False)
        return Outcome(record.zaak.id, record.zaak.nummer, record.status)
    outcome = start()
    concepten.mark_case(connection, actor.id, kenmerk, outcome.zaak_id)
    concepten.drop(connection, actor.id, Plek(formulier=MELDING, plek=kenmerk))
    return outcome


def is_repeated(case: Case, actor: Actor, act: Send) -> bool:
    """Whether this very message was sent before; if not, it is from now on."""
    if act.kenmerk is None:
        return False
    connection, zaak_id = case.connection, case.zaak.id
    where = Plek(formulier=f"bericht:{act.message}", plek=zaak_id, zaak_id=zaak_id)
    concepten.drop(connection, actor.id, where)
    return not concepten.mark(connection, actor.id, act.kenmerk, zaak_id, case.step.recorded_at)


def finished(case: Case, task_id: str) -> None:
    """Nobody needs a draft of a task that is done."""
    concepten.drop_of_task(case.connection, case.zaak.id, task_id)
