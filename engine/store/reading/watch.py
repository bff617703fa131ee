"""The watch over terms as it is shown: how late, what is set aside, who is at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, select

from engine.store.schema.mechanics import ProcessStateRow
from engine.store.schema.watching import HeartbeatRow, IncidentRow, LatenessRow
from engine.store.schema.zaken import ZaakRow

#: How many cases that are set aside are shown at once.
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A case that cannot move on. Moments in UTC.

    Attributes:
        due: the moment that cannot take effect.
        fout: the kind of trouble. plaats: where in the program.
        pogingen: how often it was tried. volgende: when it is tried again.
    """

    zaak_id: str
    nummer: str
    gemeente: str
    due: datetime
    fout: str
    plaats: str
    begonnen_op: datetime
    laatst_op: datetime
    pogingen: int
    volgende: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """A process that said that it is at work. Moments in UTC; nothing but the machine is in it."""

    rol: str
    host: str
    pid: int
    begonnen_op: datetime
    laatst_op: datetime


def incidents(connection: Connection, gemeenten: Sequence[str] | None = None) -> list[Incident]:
    """The cases that are set aside now, the longest first.

    Args:
        gemeenten: of these municipalities; None: of all.
    """
    query = (
        select(
            IncidentRow.zaak_id,
            ZaakRow.nummer,
            ZaakRow.gemeente,
            IncidentRow.due,
            IncidentRow.fout,
            IncidentRow.plaats,
            IncidentRow.begonnen_op,
            IncidentRow.laatst_op,
            IncidentRow.pogingen,
            ProcessStateRow.opzij_tot.label("volgende"),
        )
        .join(ZaakRow, ZaakRow.id == IncidentRow.zaak_id)
        .outerjoin(ProcessStateRow, ProcessStateRow.zaak_id == IncidentRow.zaak_id)
        .where(IncidentRow.opgelost_op.is_(None))
        .order_by(IncidentRow.begonnen_op, IncidentRow.id)
        .limit(MOST)
    )
    if gemeenten is not None:
        query = query.where(ZaakRow.gemeente.in_(list(gemeenten)))
    return [Incident(**row) for row in connection.execute(query).mappings()]


def is_aside(connection: Connection, zaak_id: str) -> bool:
    """Whether a case is set aside now."""
    query = select(IncidentRow.id).where(
        IncidentRow.zaak_id == zaak_id, IncidentRow.opgelost_op.is_(None)
    )
    return connection.execute(query.limit(1)).first() is not None


def aside(connection: Connection, gemeenten: Sequence[str] | None = None) -> int:
    """How many cases are set aside now; of all municipalities, or of these."""
    query = select(func.count()).select_from(IncidentRow).where(IncidentRow.opgelost_op.is_(None))
    if gemeenten is not None:
        query = query.join(ZaakRow, ZaakRow.id == IncidentRow.zaak_id)
        query = query.where(ZaakRow.gemeente.in_(list(gemeenten)))
    return connection.execute(query).scalar_one()


def latenesses(connection: Connection, since: datetime) -> Sequence[Row[datetime, datetime]]:
    """`due` and `processed_at` (UTC) of every moment that took effect since then, in order."""
    return connection.execute(
        select(LatenessRow.due, LatenessRow.processed_at)
        .where(LatenessRow.processed_at >= since)
        .order_by(LatenessRow.processed_at)
    ).all()


def oldest_due(connection: Connection, now: datetime) -> datetime | None:
    """The moment (UTC) that has been waiting longest to take effect; None when none is over.

    Cases that were set aside do not count: they are told as incidents.
    """
    query = select(ProcessStateRow.wake_at).where(
        ProcessStateRow.wake_at <= now, ProcessStateRow.opzij_tot.is_(None)
    )
    return connection.execute(query.order_by(ProcessStateRow.wake_at).limit(1)).scalar()


def beats(connection: Connection, since: datetime) -> list[Beat]:
    """The processes that were at work since then and have not stopped, by role and host."""
    rows = connection.execute(
        select(
            HeartbeatRow.rol,
            HeartbeatRow.host,
            HeartbeatRow.pid,
            HeartbeatRow.begonnen_op,
            HeartbeatRow.laatst_op,
        )
        .where(HeartbeatRow.gestopt_op.is_(None), HeartbeatRow.laatst_op >= since)
        .order_by(HeartbeatRow.rol, HeartbeatRow.host, HeartbeatRow.pid)
    ).mappings()
    return [Beat(**row) for row in rows]


def last_beat(connection: Connection, rol: str) -> datetime | None:
    """When a process in this role was last heard of (UTC), stopped or not; None if never."""
    query = select(func.max(HeartbeatRow.laatst_op)).where(HeartbeatRow.rol == rol)
    return connection.execute(query).scalar()
