"""Until when somebody has seen what changed, by municipality."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from engine.store.schema.gezien import GezienRow
from engine.store.zaken import somebody_was_first


def of(connection: Connection, gebruiker: str) -> dict[str, tuple[datetime, datetime]]:
    """Municipality → since when changes are new, and the last look (both UTC)."""
    rows = connection.execute(
        select(GezienRow.gemeente, GezienRow.sinds, GezienRow.gekeken_op).where(
            GezienRow.gebruiker_id == gebruiker
        )
    )
    return {row.gemeente: (row.sinds, row.gekeken_op) for row in rows}


def keep(
    connection: Connection,
    gebruiker: str,
    since: Mapping[str, datetime],
    known: Iterable[str],
    now: datetime,
) -> None:
    """Write down a look at `now` (UTC), and since when changes are new.

    Args:
        known: the municipalities that have a row already.

    Raises:
        Stale: the same user looked for the first time in two places at once.
    """
    there = set(known)
    for gemeente, sinds in since.items():
        values = {"sinds": sinds, "gekeken_op": now}
        if gemeente in there:
            connection.execute(
                update(GezienRow)
                .where(GezienRow.gebruiker_id == gebruiker, GezienRow.gemeente == gemeente)
                .values(values)
            )
        else:
            with somebody_was_first():
                connection.execute(
                    insert(GezienRow).values(gebruiker_id=gebruiker, gemeente=gemeente, **values)
                )
