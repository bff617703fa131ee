"""Setting up municipalities, users and mandates."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from engine.clock import Clock
from engine.errors import BrokenModel
from engine.model.gebruikers import Actor, Mandaat, Rol
from engine.model.gemeente import Gemeente
from engine.service.modellen import OWN_TABLES, find_table_trouble
from engine.store import audit, gemeenten, tables, users
from engine.store.audit import BEHEER, AuditEvent
from engine.store.work import Connection, Database


class Beheer:
    """What a functional administrator sets up; everything leaves a line on the record."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def add_gemeente(self, actor: Actor, gemeente: Gemeente) -> None:
        """A municipality that will use the product."""
        with self.database.writing() as connection:
            gemeenten.add(connection, gemeente)
            self._note(connection, actor, "beheer:gemeente:toegevoegd", gemeente.code)

    def add_user(
        self, actor: Actor, login: str, naam: str, hashed: str, rollen: Iterable[tuple[Rol, str]]
    ) -> Actor:
        """A user with a local account and the roles held in each municipality.

        Args:
            hashed: the password as `hash_password` keeps it.
        """
        return self.keep_user(actor, str(uuid.uuid4()), login, naam, hashed, rollen)

    def keep_user(
        self,
        actor: Actor,
        id: str,
        login: str,
        naam: str,
        hashed: str,
        rollen: Iterable[tuple[Rol, str]],
    ) -> Actor:
        """A user with an id that is known already, as `add_user` adds one."""
        rollen = frozenset(rollen)
        user = Actor(id=id, naam=naam, rollen=rollen)
        with self.database.writing() as connection:
            users.add(connection, user.id, login, naam, hashed)
            for rol, gemeente in sorted(rollen):
                users.grant(connection, user.id, rol, gemeente)
            self._note(connection, actor, "beheer:gebruiker:toegevoegd", None)
        return user

    def grant_mandate(self, actor: Actor, mandaat: Mandaat) -> None:
        """Register a mandate to a hulpofficier (Wth 3.1)."""
        with self.database.writing() as connection:
            users.add_mandate(connection, mandaat, self.clock.now())
            self._note(connection, actor, "beheer:mandaat:verleend", mandaat.gemeente)

    def withdraw_mandate(self, actor: Actor, mandaat_id: int, per: date) -> bool:
        """End a mandate from a day on; it stays in the register. False when there is none."""
        with self.database.writing() as connection:
            gemeente = users.withdraw_mandate(connection, mandaat_id, per)
            if gemeente is None:
                return False
            self._note(connection, actor, "beheer:mandaat:ingetrokken", gemeente)
            return True

    def set_table(self, actor: Actor, gemeente: str, tabel: str, bron: str | None) -> None:
        """Let a municipality's own decision table answer from now on; None sets the standard back.

        Raises:
            BrokenModel: the table cannot answer what is asked of it, or may not be changed.
        """
        if tabel not in OWN_TABLES:
            raise BrokenModel([f"tabel {tabel} is geen beleid van de gemeente"])
        findings = find_table_trouble(tabel, bron) if bron is not None else []
        if findings:
            raise BrokenModel([str(finding) for finding in findings])
        with self.database.writing() as connection:
            tables.keep(connection, gemeente, tabel, bron, actor.id, self.clock.now())
            self._note(connection, actor, "beheer:tabel:gewijzigd", gemeente)

    def is_empty(self) -> bool:
        """Whether nothing was set up yet."""
        with self.database.reading() as connection:
            return not gemeenten.exist(connection)

    def _note(self, connection: Connection, actor: Actor, kind: str, gemeente: str | None) -> None:
        now = self.clock.now()
        audit.append(
            connection,
            [
                AuditEvent(
                    stream=BEHEER,
                    gemeente=gemeente,
                    kind=kind,
                    actor=actor.id,
                    actor_naam=actor.naam,
                    rol=None,
                    at=now,
                    recorded_at=now,
                )
            ],
        )
