"""What somebody was told, as its page and the bell in the header show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from engine.model.attendering import OVER_EEN_TAAK, OVER_ZICHZELF, Attendering, Voorkeuren
from engine.model.gebruikers import Actor
from engine.store import attenderingen, voorkeuren
from engine.store.schema.attenderingen import AttenderingRow, PostRow
from engine.store.schema.mechanics import OpenTaskRow
from engine.store.schema.zaken import ZaakRow

#: How many the page shows; older ones are only of use to who looks a case up.
LONGEST_LIST = 100
#: The bell counts no further.
MANY = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class AttenderingLine:
    """Something somebody was told.

    Attributes:
        nummer: number of the case, when it is about one.
        opvolgen: when the task ought to be done (UTC), as it stands now.
        open: whether the task still waits for somebody.
    """

    id: str
    soort: Attendering
    onderwerp: str
    zaak_id: str | None
    nummer: str | None
    gemeente: str
    taak_id: str | None
    door_naam: str | None
    op: datetime
    gelezen_op: datetime | None
    opvolgen: datetime | None
    open: bool


def _mine(actor: Actor) -> ColumnElement[bool]:
    """His own, in a role that he still holds."""
    held = [
        and_(AttenderingRow.rol == rol.value, AttenderingRow.gemeente == gemeente)
        for rol, gemeente in sorted(actor.rollen)
    ]
    # that one will stand in is told before one holds the role; one's own account goes with none
    himself = AttenderingRow.soort.in_([soort.value for soort in sorted(OVER_ZICHZELF)])
    return and_(AttenderingRow.gebruiker_id == actor.id, or_(himself, *held))


_WAITS = or_(
    AttenderingRow.taak_id.is_(None),
    AttenderingRow.soort.not_in([soort.value for soort in OVER_EEN_TAAK]),
    select(OpenTaskRow.id).where(OpenTaskRow.id == AttenderingRow.taak_id).exists(),
)


def unread(connection: Connection, actor: Actor) -> int:
    """How much is new for this user, up to `MANY` and one; what is done already does not count."""
    rows = (
        select(AttenderingRow.id)
        .where(_mine(actor), AttenderingRow.gelezen_op.is_(None), _WAITS)
        .limit(MANY + 1)
        .subquery()
    )
    return connection.execute(select(func.count()).select_from(rows)).scalar_one()


def lines(connection: Connection, actor: Actor) -> list[AttenderingLine]:
    """What this user was told, the newest first."""
    return [_line(row) for row in _rows(connection, _mine(actor))]


def line(connection: Connection, actor: Actor, attendering_id: str) -> AttenderingLine | None:
    """One thing this user was told; None when it is not his, or no longer."""
    rows = _rows(connection, and_(_mine(actor), AttenderingRow.id == attendering_id))
    return _line(rows[0]) if rows else None


def preferences(connection: Connection, actor: Actor) -> Voorkeuren:
    """How this user wants to be reached."""
    return voorkeuren.of(connection, [actor.id])[actor.id]


def trouble_with_mail(connection: Connection, actor: Actor) -> bool:
    """Whether the last thing that left for this user never arrived, as far as we know."""
    last = connection.execute(
        select(PostRow.uitkomst)
        .join(AttenderingRow, AttenderingRow.id == PostRow.attendering_id)
        .where(AttenderingRow.gebruiker_id == actor.id, PostRow.klaar_op.is_not(None))
        .order_by(PostRow.klaar_op.desc(), AttenderingRow.id)
        .limit(1)
    ).scalar()
    return last in attenderingen.LOST


def failing_post(connection: Connection, tries: int) -> dict[str, int]:
    """How much of what has to leave keeps failing, by kind of trouble."""
    return attenderingen.failing_post(connection, tries)


def _rows(connection: Connection, which: ColumnElement[bool]) -> list[Any]:
    return list(
        connection.execute(
            select(
                AttenderingRow.__table__,
                ZaakRow.nummer,
                OpenTaskRow.opvolgen,
                OpenTaskRow.id.label("open_id"),
            )
            .outerjoin(ZaakRow, ZaakRow.id == AttenderingRow.zaak_id)
            .outerjoin(OpenTaskRow, OpenTaskRow.id == AttenderingRow.taak_id)
            .where(which)
            .order_by(AttenderingRow.op.desc(), AttenderingRow.id.desc())
            .limit(LONGEST_LIST)
        )
    )


def _line(row: Any) -> AttenderingLine:
    return AttenderingLine(
        id=row.id,
        soort=Attendering(row.soort),
        onderwerp=row.onderwerp,
        zaak_id=row.zaak_id,
        nummer=row.nummer,
        gemeente=row.gemeente,
        taak_id=row.taak_id,
        door_naam=row.door_naam,
        op=row.op,
        gelezen_op=row.gelezen_op,
        opvolgen=row.opvolgen,
        open=row.open_id is not None,
    )
