"""Drafts, and the marks of forms that were sent: reading, keeping, letting go."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.model.concept import MELDING, Concept, Plek
from engine.store.audit import BEHEER
from engine.store.kluis import opened, sealed
from engine.store.schema.concepten import ConceptRow, VerzondenRow
from engine.store.schema.mechanics import OpenTaskRow


def find(connection: Connection, who: str, where: Plek, since: datetime) -> Concept | None:
    """The draft of a user at a place, when it was kept after `since` (UTC)."""
    row = connection.execute(
        select(ConceptRow).where(_at(who, where), ConceptRow.gewijzigd_op > since)
    ).first()
    return _read(connection, row) if row is not None else None


def reports(connection: Connection, who: str, since: datetime, limit: int) -> list[Concept]:
    """The reports a user has begun, the latest first."""
    rows = connection.execute(
        select(ConceptRow)
        .where(
            ConceptRow.gebruiker_id == who,
            ConceptRow.formulier == MELDING,
            ConceptRow.gewijzigd_op > since,
        )
        .order_by(ConceptRow.gewijzigd_op.desc(), ConceptRow.plek)
        .limit(limit)
    )
    return [_read(connection, row) for row in rows.all()]


def count_reports(connection: Connection, who: str) -> int:
    """How many reports a user has begun."""
    return connection.execute(
        select(func.count())
        .select_from(ConceptRow)
        .where(ConceptRow.gebruiker_id == who, ConceptRow.formulier == MELDING)
    ).scalar_one()


def write(
    connection: Connection, who: str, where: Plek, content: bytes, versie: int, now: datetime
) -> bool:
    """Keep a draft as the version after `versie`; False when that is not the version there is."""
    if versie == 0:
        made = connection.execute(
            _insert(connection, ConceptRow)
            .values(
                gebruiker_id=who,
                formulier=where.formulier,
                plek=where.plek,
                zaak_id=where.zaak_id,
                versie=1,
                inhoud=_sealed(connection, where, content),
                gewijzigd_op=now,
            )
            .on_conflict_do_nothing()
            .returning(ConceptRow.plek)
        )
        return made.first() is not None
    changed = connection.execute(
        update(ConceptRow)
        .where(_at(who, where), ConceptRow.versie == versie)
        .values(versie=versie + 1, inhoud=_sealed(connection, where, content), gewijzigd_op=now)
    )
    return bool(changed.rowcount == 1)


def drop(connection: Connection, who: str, where: Plek) -> None:
    """Let go of a draft; nothing happens when there is none."""
    connection.execute(delete(ConceptRow).where(_at(who, where)))


def drop_of_task(connection: Connection, zaak_id: str, task_id: str) -> None:
    """Let go of everybody's draft of a task."""
    connection.execute(
        delete(ConceptRow).where(ConceptRow.zaak_id == zaak_id, ConceptRow.plek == task_id)
    )


def is_open(connection: Connection, zaak_id: str, task_id: str) -> bool:
    """Whether a task still waits for somebody."""
    found = connection.execute(
        select(OpenTaskRow.id).where(OpenTaskRow.zaak_id == zaak_id, OpenTaskRow.id == task_id)
    ).first()
    return found is not None


def forget(connection: Connection, before: datetime) -> int:
    """Let go of drafts and marks of before a moment (UTC); gives how many drafts."""
    connection.execute(delete(VerzondenRow).where(VerzondenRow.op < before))
    return int(
        connection.execute(delete(ConceptRow).where(ConceptRow.gewijzigd_op < before)).rowcount
    )


def mark(
    connection: Connection, who: str, kenmerk: str, zaak_id: str | None, now: datetime
) -> bool:
    """Put a form's mark down as sent; False when it was there already.

    Of two at the same moment the second waits here until the first is done.
    """
    made = connection.execute(
        _insert(connection, VerzondenRow)
        .values(gebruiker_id=who, kenmerk=kenmerk, zaak_id=zaak_id, op=now)
        .on_conflict_do_nothing()
        .returning(VerzondenRow.kenmerk)
    )
    # on PostgreSQL an insert does not count its rows
    return made.first() is not None


def mark_case(connection: Connection, who: str, kenmerk: str, zaak_id: str) -> None:
    """Say which case came of a form."""
    connection.execute(
        update(VerzondenRow)
        .where(VerzondenRow.gebruiker_id == who, VerzondenRow.kenmerk == kenmerk)
        .values(zaak_id=zaak_id)
    )


def sent(connection: Connection, who: str, kenmerk: str) -> str | None:
    """The id of the case to which a form of this user was sent; None when it was not."""
    return connection.execute(
        select(VerzondenRow.zaak_id).where(
            VerzondenRow.gebruiker_id == who, VerzondenRow.kenmerk == kenmerk
        )
    ).scalar()


def _at(who: str, where: Plek) -> ColumnElement[bool]:
    return and_(
        ConceptRow.gebruiker_id == who,
        ConceptRow.formulier == where.formulier,
        ConceptRow.plek == where.plek,
    )


def _insert(connection: Connection, table: type[Any]) -> Any:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return insert(table)


def _read(connection: Connection, row: Row[Any]) -> Concept:
    kept = opened(connection, row.zaak_id or BEHEER, "concepten", {"inhoud": row.inhoud})
    return Concept(
        plek=row.plek, versie=row.versie, op=row.gewijzigd_op, inhoud=json.loads(kept["inhoud"])
    )


def _sealed(connection: Connection, where: Plek, content: bytes) -> bytes:
    """A draft as it is kept: of a case with its key, of a report that is begun with the house's."""
    kept = sealed(connection, where.zaak_id or BEHEER, "concepten", {"inhoud": content})
    return bytes(kept["inhoud"])
