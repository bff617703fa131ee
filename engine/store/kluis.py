"""Sealing and opening what is personal, by the keys of the cases.

The root wraps a key per municipality, and that a key per case. A row is sealed before it is
written and opened after it was read, by whoever writes and reads it: `engine.store.schema.indeling`
says which columns. What was sealed for one case opens in no other, for each has its own key; once
that key is destroyed nothing of the case opens again, wherever a copy of it may be. What is of
somebody who works with the product is sealed likewise, by a key of that user.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from threading import Lock
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Engine, bindparam, event, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.errors import Tampered, UnfitKey
from engine.model.zaak import Status
from engine.store.among import among
from engine.store.parts import Part
from engine.store.schema.base import Base
from engine.store.schema.gebruikers import GebruikerRow
from engine.store.schema.indeling import OF_STAFF, SEALED
from engine.store.schema.sleutels import HOUSE, STAFF, GemeentesleutelRow, SleutelRow
from engine.store.schema.verzegeld import raw
from engine.store.schema.zaken import ZaakRow
from engine.store.sleutel import CaseKey, GemeenteKey, own_place, unwrap, wrap
from engine.vault.cell import is_cell, seal, seal_value, unseal, unseal_value
from engine.vault.root import SIZE, Root

#: Keys of cases kept in memory at most.
REMEMBERED = 10_000
#: The name of the key that fingerprints are made with, which is of no case.
FIGURES = "cijfers"
#: What is written about a case after it was destroyed: its municipality's, under this name.
REST = "rest:"
_PRINTS = b"huisverbod/kengetallen"
_PLACES: Mapping[str, tuple[tuple[str, bytes], ...]] = {
    table: tuple((name, f"{table}.{name}".encode()) for name in names)
    for table, names in SEALED.items()
}
_KEYS, _OWN = (Base.metadata.tables[name] for name in ("sleutels", "gemeentesleutels"))
_ONE = select(_KEYS).where(_KEYS.c.id == bindparam("of"))
#: The rows of the keys of some cases, for `Kluis.learn`.
PART = Part(_KEYS, select(_KEYS).where(among(_KEYS.c.id, "zaken")))
_OF_GEMEENTE = (
    select(_OWN).where(_OWN.c.gemeente == bindparam("of")).order_by(_OWN.c.generatie.desc())
)
_CASE = select(ZaakRow.gemeente, ZaakRow.status).where(ZaakRow.id == bindparam("of"))
_USER = select(GebruikerRow.id).where(GebruikerRow.id == bindparam("of"))
#: Whoever writes what is of a user waits here for whoever begins to seal it, on PostgreSQL.
_TURN = 599_026


class Kluis:
    """The keys of one database, as far as they have been needed.

    Args:
        roots: the root key first; after it those that it replaces. Without any, whatever is
            sealed stays shut.
    """

    def __init__(self, roots: Sequence[Root] = ()) -> None:
        self.roots = tuple(roots)
        self._cases: OrderedDict[str, CaseKey] = OrderedDict()
        self._own: dict[tuple[str, int], GemeenteKey] = {}
        self._dicht: set[str] = set()
        self._lock = Lock()

    def attach(self, engine: Engine) -> None:
        """Be the vault of every connection of this engine."""

        @event.listens_for(engine, "connect")
        def _(dbapi_connection: Any, record: Any) -> None:
            record.info["kluis"] = self

        event.listen(engine, "commit", self._committed)
        event.listen(engine, "rollback", lambda connection: connection.info.pop("vers", None))

    @property
    def root(self) -> Root:
        """The root that is wrapped with.

        Raises:
            UnfitKey: there is none.
        """
        if not self.roots:
            raise UnfitKey(
                "er is geen wortelsleutel; zet HUISVERBOD_SLEUTEL_FILE op het bestand waar hij in "
                "staat, of maak er een met: huisverbod sleutels maak BESTAND"
            )
        return self.roots[0]

    # -- cases --------------------------------------------------------------------------------

    def case_key(
        self, connection: Connection, scope: str, *, create: bool, anew: bool = False
    ) -> CaseKey:
        """The key of a case.

        Args:
            create: make it when there is none yet; else that is an error.
            anew: whatever is remembered of it.

        Raises:
            Tampered: it is not there, or is not what was written.
        """
        known = None if anew else self._fresh(connection).get(scope) or self._remembered(scope)
        if known is not None:
            return known
        row = connection.execute(_ONE, {"of": scope}).mappings().first()
        if row is None and create:
            self._create(connection, scope)
            row = connection.execute(_ONE, {"of": scope}).mappings().first()
        if row is None:
            raise Tampered(f"sleutels {scope}")
        return self.learn(connection, row)

    def _create(self, connection: Connection, scope: str) -> None:
        gemeente, gone = HOUSE, False
        if scope.startswith(REST):
            gemeente = scope.removeprefix(REST)
        elif (case := connection.execute(_CASE, {"of": scope}).first()) is not None:
            gemeente, gone = case.gemeente, case.status == Status.GEWIST
        elif connection.execute(_USER, {"of": scope}).first() is not None:
            gemeente = STAFF
        own = self.newest(connection, gemeente)
        wrapped = None if gone else wrap(own, scope, secrets.token_bytes(SIZE))
        values = {"id": scope, "gemeente": gemeente, "generatie": own.generatie}
        _insert_once(connection, SleutelRow, {**values, "ingepakt": wrapped})

    def lacks(self, connection: Connection, scopes: Iterable[str]) -> set[str]:
        """Of which of these cases the key is not at hand."""
        fresh = self._fresh(connection)
        with self._lock:
            return {each for each in scopes if each not in self._cases and each not in fresh}

    def learn(self, connection: Connection, row: Mapping[Any, Any]) -> CaseKey:
        """Have a key at hand, from its row."""
        if row["ingepakt"] is None:
            rest = self.case_key(connection, f"{REST}{row['gemeente']}", create=_writes(connection))
            return CaseKey(rest.cipher, f"|{row['id']}".encode())
        own = self.own(connection, row["gemeente"], row["generatie"])
        raw = unwrap(own, row["id"], bytes(row["ingepakt"]))
        key = CaseKey(AESGCM(raw), raw=raw)
        self._keep(connection, row["id"], key)
        return key

    def prefetch(self, connection: Connection, scopes: Iterable[str]) -> None:
        """Fetch the keys of several cases at once, those that are not at hand."""
        if missing := self.lacks(connection, scopes):
            rows = connection.execute(select(_KEYS).where(_KEYS.c.id.in_(missing))).mappings()
            for row in rows.all():
                self.learn(connection, row)

    def destroy(self, connection: Connection, scope: str) -> None:
        """Destroy the key of a case; that there was one stays known, so that none comes back."""
        self.case_key(connection, scope, create=True, anew=True)
        connection.execute(update(_KEYS).where(_KEYS.c.id == scope).values(ingepakt=None))
        self._fresh(connection).pop(scope, None)
        connection.info.setdefault("vernietigd", set()).add(scope)
        self._forget([scope])

    # -- municipalities -----------------------------------------------------------------------

    def own(self, connection: Connection, gemeente: str, generatie: int) -> GemeenteKey:
        """A key of a municipality.

        Raises:
            UnfitKey: it is wrapped with a root that is not here.
            Tampered: it is not there, or is not what was written.
        """
        known = self._own.get((gemeente, generatie))
        if known is not None:
            return known
        found = [k for k in self.all_of(connection, gemeente) if k.generatie == generatie]
        if not found:
            raise Tampered(f"gemeentesleutels {gemeente} {generatie}")
        return found[0]

    def all_of(self, connection: Connection, gemeente: str) -> list[GemeenteKey]:
        """The keys of a municipality, the newest first; empty as long as it has none."""
        rows = connection.execute(_OF_GEMEENTE, {"of": gemeente}).all()
        return [self._opened(connection, row) for row in rows]

    def search_keys(
        self, connection: Connection, gemeenten: Collection[str]
    ) -> dict[str, list[bytes]]:
        """What search terms are hashed with, by municipality; two while its key is changed."""
        rows = connection.execute(select(_OWN).where(_OWN.c.gemeente.in_(gemeenten))).all()
        found: dict[str, list[bytes]] = {each: [] for each in gemeenten}
        for row in rows:
            found[row.gemeente].append(self._opened(connection, row).search)
        return found

    def newest(self, connection: Connection, gemeente: str) -> GemeenteKey:
        """The key of a municipality that is wrapped with now; made when there is none."""
        found = self.all_of(connection, gemeente)
        if not found:
            self.add(connection, gemeente, 1)
            found = self.all_of(connection, gemeente)
        return found[0]

    def add(
        self, connection: Connection, gemeente: str, generatie: int, *, closed: bool = False
    ) -> None:
        """Make a key for a municipality; where somebody was first, that one stays."""
        closed = closed or any(key.dicht for key in self.all_of(connection, gemeente))
        key = GemeenteKey(gemeente, generatie, secrets.token_bytes(SIZE), closed)
        _insert_once(connection, GemeentesleutelRow, self.packed(key))

    def packed(self, key: GemeenteKey) -> dict[str, Any]:
        """A municipality's key as its row holds it, wrapped with the root of now."""
        salt = secrets.token_bytes(SIZE)
        return {
            "gemeente": key.gemeente,
            "generatie": key.generatie,
            "wortel": self.root.name,
            "zout": salt,
            "ingepakt": seal(AESGCM(self.root.derive(salt)), own_place(key), key.raw),
            "dicht": key.dicht,
        }

    def _opened(self, connection: Connection, row: Any) -> GemeenteKey:
        known = self._own.get((row.gemeente, row.generatie))
        if known is not None and known.dicht == row.dicht:
            return known
        root = next((each for each in self.roots if each.name == row.wortel), None)
        if root is None:
            raise UnfitKey(
                f"deze database is verzegeld met wortelsleutel {row.wortel}, en hier is "
                f"{self.root.name}; zonder de goede sleutel is niets te lezen"
            )
        blank = GemeenteKey(row.gemeente, row.generatie, b"", row.dicht)
        cipher = AESGCM(root.derive(bytes(row.zout)))
        raw = unseal(cipher, own_place(blank), bytes(row.ingepakt))
        key = GemeenteKey(row.gemeente, row.generatie, raw, row.dicht)
        self._keep(connection, (row.gemeente, row.generatie), key)
        return key

    def is_closed(self, connection: Connection, gemeente: str = HOUSE) -> bool:
        """Whether everything is sealed, so that what is in the clear was put there by others.

        Args:
            gemeente: `HOUSE` for what is of cases, `STAFF` for what is of users.
        """
        if gemeente in self._dicht:
            return True
        closed = any(key.dicht for key in self.all_of(connection, gemeente))
        if closed and not _writes(connection):  # what is not committed may be undone
            self._dicht.add(gemeente)
        return closed

    def begin_staff(self, connection: Connection) -> None:
        """Seal what is of users from now on; whoever writes it meanwhile waits, or was before."""
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
        if not self.all_of(connection, STAFF):
            self.add(connection, STAFF, 1, closed=True)

    # -- what is remembered -------------------------------------------------------------------

    def _remembered(self, scope: str) -> CaseKey | None:
        with self._lock:
            known = self._cases.get(scope)
            if known is not None:
                self._cases.move_to_end(scope)
            return known

    def _keep(self, connection: Connection, name: Any, key: CaseKey | GemeenteKey) -> None:
        """Remember a key; what a transaction may have made only when that is committed."""
        if _writes(connection):
            self._fresh(connection)[name] = key
        else:
            self._remember({name: key})

    def _remember(self, keys: Mapping[Any, CaseKey | GemeenteKey]) -> None:
        with self._lock:
            for name, key in keys.items():
                if isinstance(key, GemeenteKey):
                    self._own[name] = key
                else:
                    self._cases[name] = key
            while len(self._cases) > REMEMBERED:
                self._cases.popitem(last=False)

    def _committed(self, connection: Connection) -> None:
        self._remember(connection.info.pop("vers", None) or {})
        self._forget(connection.info.pop("vernietigd", None) or ())

    def _forget(self, scopes: Collection[str]) -> None:
        with self._lock:
            for scope in scopes:
                self._cases.pop(scope, None)

    @staticmethod
    def _fresh(connection: Connection) -> dict[Any, Any]:
        fresh: dict[Any, Any] = connection.info.setdefault("vers", {})
        return fresh


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("huisverbod_writing", False))


def of(connection: Connection) -> Kluis:
    """The vault of the database that this connection is with."""
    kluis: Kluis = connection.info["kluis"]
    return kluis


def figures_key(connection: Connection) -> bytes:
    """The key of fingerprints of this database, made when there is none.

    It is random, and wrapped with the house's: fingerprints of before are found again whichever
    root or key of the house came since.
    """
    key = of(connection).case_key(connection, FIGURES, create=_writes(connection))
    return key.secret(_PRINTS)


def sealed(
    connection: Connection,
    scope: str,
    table: str,
    values: Mapping[str, Any],
    *,
    gone: bool = False,
) -> dict[str, Any]:
    """A row as it may be written: what is personal in it sealed for this case.

    Args:
        scope: the id of the case or the user, or the stream of what concerns neither.
        gone: the case was destroyed; whatever is remembered of its key counts no more.
    """
    if table in OF_STAFF and not _seals_staff(connection):
        return dict(values)  # a release that reads it as it is may still be at work
    key = of(connection).case_key(connection, scope, create=True, anew=gone)
    found = dict(values)
    for name, place in _PLACES[table]:
        if found.get(name) is not None:
            found[name] = seal_value(key.cipher, place + key.beyond, found[name])
    return found


def opened(
    connection: Connection, scope: str, table: str, row: Mapping[Any, Any]
) -> dict[str, Any]:
    """A row as it was before it was sealed; only the columns of this table are looked at.

    Raises:
        Tampered: something in it was not sealed for this place, or not sealed at all.
    """
    found = dict(row)
    key: CaseKey | None = None
    for name, place in _PLACES[table]:
        if found.get(name) is None:
            continue
        value = found[name] = raw(found[name])
        if is_cell(value):
            key = key or of(connection).case_key(connection, scope, create=False)
            found[name] = _unseal(connection, scope, key, place, value)
        elif of(connection).is_closed(connection, STAFF if table in OF_STAFF else HOUSE):
            raise Tampered(place.decode())
        elif name == "huisnummer":
            found[name] = int(value)
        if name == "geboortedatum":
            found[name] = date.fromisoformat(found[name])
    return found


def _seals_staff(connection: Connection) -> bool:
    kluis = of(connection)
    if kluis.is_closed(connection, STAFF):
        return True
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock_shared(_TURN)))
    return kluis.is_closed(connection, STAFF)


def _unseal(
    connection: Connection, scope: str, key: CaseKey, place: bytes, value: str | bytes
) -> Any:
    try:
        return unseal_value(key.cipher, place + key.beyond, value)
    except Tampered:
        # the case may have been destroyed by another process since its key was remembered here
        key = of(connection).case_key(connection, scope, create=False, anew=True)
        return unseal_value(key.cipher, place + key.beyond, value)


def _insert_once(connection: Connection, table: Any, values: Mapping[str, Any]) -> None:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(insert(table).values(**values).on_conflict_do_nothing())
