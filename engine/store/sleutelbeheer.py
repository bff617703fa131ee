"""Other keys for old: what is wrapped with one is wrapped with the next, a batch at a time.

Nothing that is sealed is touched by that, so others work on meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from engine.store import kluis, sleutel
from engine.store.schema import Base
from engine.store.schema.mechanics import ProcessStateRow
from engine.store.work import Database

#: Keys that are wrapped anew in one transaction.
BATCH = 500
#: How often the old key of a municipality is tried to be taken away, while new cases come in.
TRIES = 5
_OWN, _KEYS = (Base.metadata.tables[name] for name in ("gemeentesleutels", "sleutels"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Staat:
    """A municipality's key and what is wrapped with it.

    Attributes:
        gemeente: its code; `HOUSE` or `STAFF` for what is of none.
        wortel: name of the root that it is wrapped with itself.
        zaken: keys wrapped with it, of cases or users. vernietigd: those of destroyed cases, of
            which nothing is left.
    """

    gemeente: str
    generatie: int
    wortel: str
    zaken: int
    vernietigd: int


def state(connection: Connection) -> list[Staat]:
    """Every key of every municipality."""
    rows = connection.execute(
        select(
            _OWN.c.gemeente,
            _OWN.c.generatie,
            _OWN.c.wortel,
            func.count(_KEYS.c.ingepakt).label("zaken"),
            (func.count(_KEYS.c.id) - func.count(_KEYS.c.ingepakt)).label("vernietigd"),
        )
        .outerjoin(
            _KEYS,
            (_KEYS.c.gemeente == _OWN.c.gemeente) & (_KEYS.c.generatie == _OWN.c.generatie),
        )
        .group_by(_OWN.c.gemeente, _OWN.c.generatie, _OWN.c.wortel)
        .order_by(_OWN.c.gemeente, _OWN.c.generatie)
    )
    return [Staat(**row) for row in rows.mappings()]


def rewrap_roots(database: Database) -> int:
    """Wrap the keys of all municipalities with the root of now; gives how many were not yet.

    Raises:
        UnfitKey: a key is wrapped with a root that is not here.
    """
    with database.reading() as connection:
        rows = connection.execute(
            select(_OWN.c.gemeente, _OWN.c.generatie).where(
                _OWN.c.wortel != database.kluis.root.name
            )
        ).all()
    for gemeente, generatie in rows:
        with database.writing() as connection:
            key = database.kluis.own(connection, gemeente, generatie)
            connection.execute(
                update(_OWN)
                .where(_OWN.c.gemeente == gemeente, _OWN.c.generatie == generatie)
                .values(database.kluis.packed(key))
            )
    return len(rows)


def begin_new(connection: Connection, gemeente: str) -> None:
    """Give a municipality another key, unless it has two already: then that was not finished."""
    found = kluis.of(connection).all_of(connection, gemeente)
    if len(found) == 1:
        kluis.of(connection).add(connection, gemeente, found[0].generatie + 1)


def rewrap_cases(
    database: Database,
    gemeente: str,
    index: Callable[[Connection, Sequence[str]], None],
    batch: int = BATCH,
) -> Iterator[int]:
    """Wrap the keys of a municipality's cases with its newest key; yields how many per batch.

    Args:
        index: makes anew what cases are found by, which hangs from that key too.
    """
    while True:
        with database.writing() as connection:
            own = database.kluis.newest(connection, gemeente)
            rows = connection.execute(
                select(_KEYS)
                .where(_KEYS.c.gemeente == gemeente, _KEYS.c.generatie < own.generatie)
                .order_by(_KEYS.c.id)
                .limit(batch)
                .with_for_update()
            ).all()
            cases = []
            for row in rows:
                wrapped = row.ingepakt
                if wrapped is not None:
                    old = database.kluis.own(connection, gemeente, row.generatie)
                    wrapped = sleutel.wrap(own, row.id, sleutel.unwrap(old, row.id, bytes(wrapped)))
                connection.execute(
                    update(_KEYS)
                    .where(_KEYS.c.id == row.id)
                    .values(generatie=own.generatie, ingepakt=wrapped)
                )
                if wrapped is not None and _is_case(connection, row.id):
                    cases.append(row.id)
            index(connection, cases)
        if not rows:
            return
        yield len(rows)


def _is_case(connection: Connection, scope: str) -> bool:
    """Whether a key is that of a case with a file, and not of what is written beside those."""
    query = select(ProcessStateRow.zaak_id).where(ProcessStateRow.zaak_id == scope)
    return connection.execute(query).first() is not None


def drop_old(database: Database, gemeente: str) -> bool:
    """Destroy all keys of a municipality but the newest; False when a case still needs one."""
    try:
        with database.writing() as connection:
            own = database.kluis.newest(connection, gemeente)
            connection.execute(
                delete(_OWN).where(_OWN.c.gemeente == gemeente, _OWN.c.generatie < own.generatie)
            )
    except IntegrityError:
        return False
    return True
