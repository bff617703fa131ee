"""Cases that cannot move on: set aside, tried again ever later, and let go once they have moved."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from engine.store.schema.mechanics import ProcessStateRow
from engine.store.schema.watching import IncidentRow

#: First wait before a case is tried again; doubled each time, up to the longest.
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


def set_aside(
    connection: Connection, zaak_id: str, due: datetime, fout: str, plaats: str, now: datetime
) -> int:
    """Set a case aside that could not move on at `now` (UTC); gives how often it has been tried.

    Args:
        due: the moment that cannot take effect (UTC).
        fout: the kind of trouble. plaats: where in the program; neither says anything of the case.
    """
    known = connection.execute(
        select(IncidentRow.id, IncidentRow.pogingen)
        .where(IncidentRow.zaak_id == zaak_id, IncidentRow.opgelost_op.is_(None))
        .with_for_update()
    ).first()
    tries = known.pogingen + 1 if known is not None else 1
    told = {"due": due, "fout": fout[:64], "plaats": plaats, "laatst_op": now, "pogingen": tries}
    if known is None:
        connection.execute(insert(IncidentRow).values(zaak_id=zaak_id, begonnen_op=now, **told))
    else:
        connection.execute(update(IncidentRow).where(IncidentRow.id == known.id).values(**told))
    wait = min(FIRST_WAIT * 2 ** min(tries - 1, 16), LONGEST_WAIT)
    connection.execute(
        update(ProcessStateRow)
        .where(ProcessStateRow.zaak_id == zaak_id)
        .values(opzij_tot=now + wait)
    )
    return tries


def resolve(connection: Connection, zaak_id: str, now: datetime) -> None:
    """The case has moved: its incident is over."""
    connection.execute(
        update(IncidentRow)
        .where(IncidentRow.zaak_id == zaak_id, IncidentRow.opgelost_op.is_(None))
        .values(opgelost_op=now)
    )
