"""What people were told, and what of it still has to leave the house."""

from __future__ import annotations

import itertools
import logging
import secrets
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from engine.model.attendering import Attendering
from engine.model.gebruikers import Rol
from engine.store import jobs
from engine.store.jobs import Job
from engine.store.schema.attenderingen import AttenderingRow, PostRow
from engine.store.schema.mechanics import OpenTaskRow

log = logging.getLogger(__name__)

#: How what has to leave can end, besides `verzonden` and `overbodig`.
LOST = ("opgegeven", "geweigerd")
_NUMBERS = itertools.count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something one person is told.

    Attributes:
        id: given here, see `new_id`.
        sleutel: what it is about: nobody is told the same thing twice.
        rol: the role in which it concerns him.
        onderwerp: the name of a task, a document or an incident; no personal data.
    """

    id: str = field(init=False)
    sleutel: str
    gebruiker_id: str
    gemeente: str
    rol: Rol
    zaak_id: str | None
    soort: Attendering
    taak_id: str | None
    onderwerp: str
    door_naam: str | None
    op: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", new_id(self.op))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Something that still has to be sent to somebody.

    Attributes:
        pogingen: how often it was tried without success.
    """

    attendering_id: str
    kanaal: str
    pogingen: int
    volgende_poging: datetime
    gebruiker_id: str
    gemeente: str
    rol: Rol
    taak_id: str | None
    soort: Attendering
    gelezen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedTask:
    """An open task of which somebody may have to be told that it is nearly late, or late."""

    id: str
    zaak_id: str
    gemeente: str
    taak: str
    naam: str
    rollen: tuple[str, ...]
    geopend_op: datetime
    opvolgen: datetime
    behandelaar: str | None
    attenderen_op: datetime


def new_id(op: datetime) -> str:
    """An id by which what is told at one moment keeps the order in which it was told.

    A UUID of version 7 (RFC 9562): the moment (UTC) in milliseconds, a number that counts up in
    this process, and the rest by lot.
    """
    number = next(_NUMBERS) % (1 << 32)
    high = int(op.timestamp() * 1000) << 16 | 7 << 12 | number >> 20
    low = 0b10 << 62 | (number & 0xFFFFF) << 42 | secrets.randbits(42)
    return str(uuid.UUID(int=high << 64 | low))


def add(connection: Connection, told: Sequence[Told]) -> None:
    """Tell people something."""
    if told:
        connection.execute(
            insert(AttenderingRow),
            [
                {
                    "id": each.id,
                    "sleutel": each.sleutel,
                    "gebruiker_id": each.gebruiker_id,
                    "gemeente": each.gemeente,
                    "rol": each.rol.value,
                    "zaak_id": each.zaak_id,
                    "soort": each.soort.value,
                    "taak_id": each.taak_id,
                    "onderwerp": each.onderwerp,
                    "door_naam": each.door_naam,
                    "op": each.op,
                }
                for each in told
            ],
        )


def told_already(connection: Connection, sleutel: str) -> set[str]:
    """Ids of the users who were told this."""
    return set(
        connection.execute(
            select(AttenderingRow.gebruiker_id).where(AttenderingRow.sleutel == sleutel)
        ).scalars()
    )


def mark_read(
    connection: Connection, gebruiker_id: str, now: datetime, ids: Collection[str] | None = None
) -> int:
    """Note that a user has seen these, or all; of nobody else's. Gives how many were new."""
    query = (
        update(AttenderingRow)
        .where(AttenderingRow.gebruiker_id == gebruiker_id, AttenderingRow.gelezen_op.is_(None))
        .values(gelezen_op=now)
    )
    if ids is not None:
        query = query.where(AttenderingRow.id.in_(ids))
    return connection.execute(query).rowcount


def forget(connection: Connection, before: datetime) -> int:
    """Drop what was told before a moment (UTC); gives how many."""
    return connection.execute(delete(AttenderingRow).where(AttenderingRow.op < before)).rowcount


def tasks_to_watch(connection: Connection, now: datetime, limit: int) -> list[WatchedTask]:
    """Open tasks that have reached a moment at which somebody may have to be told."""
    rows = connection.execute(
        select(OpenTaskRow.__table__)
        .where(OpenTaskRow.attenderen_op <= now, OpenTaskRow.opvolgen.is_not(None))
        .order_by(OpenTaskRow.attenderen_op)
        .limit(limit)
    )
    return [
        WatchedTask(
            id=row.id,
            zaak_id=row.zaak_id,
            gemeente=row.gemeente,
            taak=row.taak,
            naam=row.naam,
            rollen=tuple(row.rollen),
            geopend_op=row.geopend_op,
            opvolgen=row.opvolgen,
            behandelaar=row.behandelaar,
            attenderen_op=row.attenderen_op,
        )
        for row in rows
    ]


def watch_next(connection: Connection, task: WatchedTask, op: datetime | None) -> bool:
    """Look at a task again at `op` (UTC), or no more; False when it changed meanwhile."""
    return (
        connection.execute(
            update(OpenTaskRow)
            .where(
                OpenTaskRow.id == task.id,
                OpenTaskRow.attenderen_op == task.attenderen_op,
                OpenTaskRow.opvolgen == task.opvolgen,
            )
            .values(attenderen_op=op)
        ).rowcount
        == 1
    )


def holder_of(connection: Connection, task_id: str) -> tuple[bool, str | None]:
    """Whether a task is open, and who has it in hand."""
    row = connection.execute(
        select(OpenTaskRow.behandelaar).where(OpenTaskRow.id == task_id)
    ).first()
    return (row is not None, row.behandelaar if row else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """Something that somebody was told, to be sent over a channel from `op` on (UTC)."""

    attendering_id: str
    gebruiker_id: str
    kanaal: str
    op: datetime

    def job(self, now: datetime) -> Job:
        """The job that sends it, together with whatever else this person is sent by then.

        What is sent at once does not wait for what is sent in the morning.
        """
        wait = max(self.op - now, timedelta(0))
        of = f"{self.attendering_id} {self.kanaal}"
        lock = f"{self.gebruiker_id}:{self.kanaal}:{'later' if wait else 'nu'}"
        return Job(kind=jobs.POST, of=of, key=f"post:{of}", lock=lock, wait=wait)


def ask_sending(connection: Connection, postings: Sequence[Posting], now: datetime) -> None:
    """Ask that what somebody is told is sent; on PostgreSQL each has its job."""
    if not postings:
        return
    connection.execute(
        insert(PostRow),
        [
            {
                "attendering_id": each.attendering_id,
                "kanaal": each.kanaal,
                "pogingen": 0,
                "volgende_poging": each.op,
            }
            for each in postings
        ],
    )
    jobs.put(connection, [each.job(now) for each in postings])


def posting(connection: Connection, attendering_id: str, kanaal: str) -> Posting | None:
    """What is still to be sent under this id over a channel; None when it is done with, or gone."""
    row = connection.execute(
        select(PostRow.volgende_poging, AttenderingRow.gebruiker_id)
        .join(AttenderingRow, AttenderingRow.id == PostRow.attendering_id)
        .where(
            PostRow.attendering_id == attendering_id,
            PostRow.kanaal == kanaal,
            PostRow.klaar_op.is_(None),
        )
    ).first()
    if row is None:
        return None
    return Posting(
        attendering_id=attendering_id,
        gebruiker_id=row.gebruiker_id,
        kanaal=kanaal,
        op=row.volgende_poging,
    )


def to_send(
    connection: Connection, now: datetime, limit: int, of: Posting | None = None
) -> list[Sending]:
    """What may be sent at `now` (UTC), the longest waiting first.

    Args:
        of: only what is for the same person over the same channel.
    """
    query = (
        select(
            PostRow.__table__,
            AttenderingRow.gebruiker_id,
            AttenderingRow.gemeente,
            AttenderingRow.rol,
            AttenderingRow.taak_id,
            AttenderingRow.soort,
            AttenderingRow.gelezen_op,
        )
        .join(AttenderingRow, AttenderingRow.id == PostRow.attendering_id)
        .where(PostRow.klaar_op.is_(None), PostRow.volgende_poging <= now)
        .order_by(PostRow.volgende_poging, PostRow.attendering_id, PostRow.kanaal)
        .limit(limit)
    )
    if of is not None:
        query = query.where(
            AttenderingRow.gebruiker_id == of.gebruiker_id, PostRow.kanaal == of.kanaal
        )
    return [
        Sending(
            attendering_id=row.attendering_id,
            kanaal=row.kanaal,
            pogingen=row.pogingen,
            volgende_poging=row.volgende_poging,
            gebruiker_id=row.gebruiker_id,
            gemeente=row.gemeente,
            rol=Rol(row.rol),
            taak_id=row.taak_id,
            soort=Attendering(row.soort),
            gelezen=row.gelezen_op is not None,
        )
        for row in connection.execute(query)
    ]


def claim_sending(connection: Connection, sending: Sending, again_at: datetime) -> bool:
    """Take something to send it; nobody else will before `again_at` (UTC). False: taken."""
    return (
        connection.execute(
            update(PostRow)
            .where(
                PostRow.attendering_id == sending.attendering_id,
                PostRow.kanaal == sending.kanaal,
                PostRow.klaar_op.is_(None),
                PostRow.volgende_poging == sending.volgende_poging,
            )
            .values(volgende_poging=again_at, pogingen=sending.pogingen + 1)
        ).rowcount
        == 1
    )


def sent(connection: Connection, sendings: Sequence[Sending], now: datetime, how: str) -> None:
    """Note that something is done with: sent, or not to be sent any more. `how` says which."""
    for each in sendings:
        connection.execute(
            update(PostRow)
            .where(PostRow.attendering_id == each.attendering_id, PostRow.kanaal == each.kanaal)
            .values(klaar_op=now, uitkomst=how)
        )


def not_sent(
    connection: Connection, sendings: Sequence[Sending], again_at: datetime, why: str
) -> None:
    """Note why something could not be sent, and when to try again. `why` holds no data."""
    for each in sendings:
        connection.execute(
            update(PostRow)
            .where(PostRow.attendering_id == each.attendering_id, PostRow.kanaal == each.kanaal)
            .values(volgende_poging=again_at, uitkomst=why)
        )


def failing_post(connection: Connection, tries: int) -> dict[str, int]:
    """How much of what has to leave keeps failing, by kind of trouble."""
    rows = connection.execute(
        select(PostRow.uitkomst, func.count())
        .where(
            (PostRow.klaar_op.is_(None) & (PostRow.pogingen >= tries)) | PostRow.uitkomst.in_(LOST)
        )
        .group_by(PostRow.uitkomst)
    )
    return {str(row[0]): row[1] for row in rows}
