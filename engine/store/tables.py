"""Decision tables as municipalities want them; every change is a row of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from engine.store.schema.mechanics import TabelRow

_OWN = (
    select(TabelRow.tabel, TabelRow.bron)
    .where(TabelRow.gemeente == bindparam("of"))
    .order_by(TabelRow.id)
)


def of(connection: Connection, gemeente: str) -> dict[str, str]:
    """The municipality's own tables as DMN, by id; those set back to the standard are not in it."""
    rows = connection.execute(_OWN, {"of": gemeente})
    newest = {row.tabel: row.bron for row in rows}
    return {tabel: bron for tabel, bron in newest.items() if bron is not None}


def keep(
    connection: Connection, gemeente: str, tabel: str, bron: str | None, door: str, now: datetime
) -> None:
    """Let a municipality's own table answer from now on; None sets the standard back."""
    connection.execute(
        insert(TabelRow).values(
            gemeente=gemeente, tabel=tabel, bron=bron, door=door, vastgelegd_op=now
        )
    )
