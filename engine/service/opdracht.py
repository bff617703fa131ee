"""Dealing with one thing that was asked for: once, whoever comes for it and however often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from engine.clock import Clock
from engine.store import outbox
from engine.store.outbox import Ask
from engine.store.work import Database


def deal(
    database: Database, clock: Clock, number: int, do: Callable[[Ask], object]
) -> timedelta | None:
    """Do what was asked for under a number, unless it is done already or gone with its case.

    Args:
        do: does it, marks it as done within the transaction that does it, and notes a failure.

    Returns:
        After how long to try it again; None when that is not needed.
    """
    with database.reading() as connection:
        ask = outbox.open_ask(connection, number)
    if ask is None:
        return None
    do(ask)
    with database.reading() as connection:
        again = outbox.next_try(connection, number)
    return None if again is None else max(again - clock.now(), timedelta(0))
