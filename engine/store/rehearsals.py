"""With which versions of the product the running cases were rehearsed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from engine.store.schema.mechanics import RehearsalRow


def last(connection: Connection) -> str | None:
    """Fingerprint of the version of the last rehearsal; None when there never was one."""
    return connection.execute(
        select(RehearsalRow.product).order_by(RehearsalRow.id.desc()).limit(1)
    ).scalar()


def note(connection: Connection, product: str, cases: int, now: datetime) -> None:
    """Write down that all running cases were rehearsed and none counts otherwise."""
    connection.execute(insert(RehearsalRow).values(product=product, zaken=cases, vastgelegd_op=now))
