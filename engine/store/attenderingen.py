"""What people were told, and what of it still has to leave the house."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from engine.model.attendering import NIETS_GEKOZEN, Attendering, Voorkeuren
from engine.model.gebruikers import Rol
from engine.store.schema.attenderingen import AttenderingRow, PostRow, VoorkeurRow
from engine.store.schema.mechanics import OpenTaskRow

#: How what has to leave can end, besides `verzonden` and `overbodig`.
LOST = ("opgegeven", "geweigerd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something one person is told.

    Attributes:
        sleutel: what it is about: nobody is told the same thing twice.
        rol: the role in which it concerns him.
        onderwerp: the name of a task, a document or an incident; no personal data.
    """

    id: str
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


def preferences(connection: Connection, ids: Collection[str]) -> dict[str, Voorkeuren]:
    """How these users want to be reached."""
    rows = connection.execute(select(VoorkeurRow).where(VoorkeurRow.gebruiker_id.in_(ids)))
    found = {
        row.gebruiker_id: Voorkeuren(
            adres=row.adres, telefoon=row.telefoon, taal=row.taal, keuzes=dict(row.keuzes)
        )
        for row in rows
    }
    return {each: found.get(each, NIETS_GEKOZEN) for each in ids}


def language(connection: Connection, gebruiker_id: str) -> str | None:
    """The language a user chose; None when that never happened."""
    chosen: str | None = connection.execute(
        select(VoorkeurRow.taal).where(VoorkeurRow.gebruiker_id == gebruiker_id)
    ).scalar_one_or_none()
    return chosen


def keep_preferences(connection: Connection, gebruiker_id: str, wanted: Voorkeuren) -> None:
    """Keep how a user wants to be reached."""
    connection.execute(delete(VoorkeurRow).where(VoorkeurRow.gebruiker_id == gebruiker_id))
    connection.execute(
        insert(VoorkeurRow).values(
            gebruiker_id=gebruiker_id,
            adres=wanted.adres,
            telefoon=wanted.telefoon,
            taal=wanted.taal,
            keuzes=wanted.keuzes,
        )
    )


# -- what leaves the house --------------------------------------------------------------------


def ask_sending(connection: Connection, sendings: Sequence[tuple[str, str, datetime]]) -> None:
    """Ask that what somebody is told is sent: its id, over which channel, from when on (UTC)."""
    if sendings:
        connection.execute(
            insert(PostRow),
            [
                {
                    "attendering_id": attendering_id,
                    "kanaal": kanaal,
                    "pogingen": 0,
                    "volgende_poging": op,
                }
                for attendering_id, kanaal, op in sendings
            ],
        )


def to_send(connection: Connection, now: datetime, limit: int) -> list[Sending]:
    """What may be sent at `now` (UTC), the longest waiting first."""
    rows = connection.execute(
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
        for row in rows
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
