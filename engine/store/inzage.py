"""The access log: adding lines, and letting go of those that have been kept long enough."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection, delete, func, insert, or_, select

from engine.model.inzage import Inzage
from engine.model.zaak import Status
from engine.store.schema.inzage import InzageRow
from engine.store.schema.zaken import ZaakRow

#: How long a line is kept at least: five years, as long as a claim for damages can be brought
#: (BW 3:310). The trigger on the table holds the same figure.
KEPT = timedelta(days=1827)


def add(connection: Connection, lines: Sequence[Inzage]) -> None:
    """Write lines of the access log."""
    connection.execute(insert(InzageRow), [dataclasses.asdict(line) for line in lines])


def forget(connection: Connection) -> None:
    """Let go of lines older than `KEPT` of cases whose file is gone, and of lists.

    The newest line tells the time, as it does for the trigger: nothing else can be forged less.
    """
    newest = connection.execute(select(func.max(InzageRow.op))).scalar()
    if newest is None:
        return
    destroyed = select(ZaakRow.id).where(ZaakRow.status == Status.GEWIST.value)
    connection.execute(
        delete(InzageRow).where(
            InzageRow.op < newest - KEPT,
            or_(InzageRow.zaak_id.is_(None), InzageRow.zaak_id.in_(destroyed)),
        )
    )
