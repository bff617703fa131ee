"""Setting up municipalities, their house style, users and mandates."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from engine.clock import Clock
from engine.errors import BrokenModel, NotAllowed, Reden
from engine.law.agenda import TERMIJNEN
from engine.model.gebruikers import SYSTEEM, Actor, Mandaat, Rol
from engine.model.gemeente import Gemeente, Wapen
from engine.ports import HouseStyle
from engine.service import followup
from engine.service.modellen import OWN_TABLES, find_table_trouble
from engine.store import audit, gemeenten, tables, users
from engine.store.work import Connection, Database
from engine.tasks.registry import TASKS
from engine.tasks.tekens import unprintable

#: What of a municipality is no style: what it is, and how its process runs.
_NO_STYLE = frozenset({"code", "feestdagen", "opvolgtijden", "wapen"})
#: What can be changed of how a municipality's letters look and whom they name.
STYLE = tuple(each.name for each in fields(Gemeente) if each.name not in _NO_STYLE)
#: What a municipality may do without.
_OPTIONAL = frozenset(
    {"hulpinstantie", "hulpinstantie_telefoon", "antwoordadres", "email", "controle_adres"}
)
#: Where a code is checked: the code is added to it as a question.
_ADDRESS = re.compile(r"https?://[^\s?#]+", re.ASCII)
#: How wide (mm) arms may be printed, and how wide they are unless somebody says otherwise.
ARMS_WIDTH = range(5, 81)
USUAL_WIDTH = 22


class Beheer:
    """What a functional administrator sets up; everything leaves a line on the record."""

    def __init__(self, database: Database, clock: Clock, style: HouseStyle) -> None:
        self.database = database
        self.clock = clock
        self.style = style

    def add_gemeente(self, actor: Actor, gemeente: Gemeente) -> None:
        """A municipality that will use the product.

        Raises:
            ValueError: says in Dutch what its letters cannot have.
        """
        for name in STYLE:
            if value := getattr(gemeente, name):
                self._settled(name, value)
        with self.database.writing() as connection:
            gemeenten.add(connection, gemeente)
            self._note(connection, actor, "beheer:gemeente:toegevoegd", gemeente.code)

    def gemeente(self, code: str) -> Gemeente:
        """A municipality with its settings.

        Raises:
            NotFound: there is none with this code.
        """
        with self.database.reading() as connection:
            return gemeenten.load(connection, code)

    def set_style(
        self,
        actor: Actor,
        code: str,
        changes: Mapping[str, str | tuple[str, ...]],
        *,
        wapen: bytes | None = None,
        breedte_mm: int | None = None,
    ) -> Gemeente:
        """Change how a municipality's letters look from now on, and whom they name.

        Args:
            changes: names of `STYLE` with what they become; "" for what it does without.
            wapen: the new image; no bytes at all for none.
            breedte_mm: how wide the image is printed.

        Raises:
            NotAllowed: only a functional administrator of the municipality may.
            NotFound: there is no such municipality.
            ValueError: says in Dutch what a letter cannot have.
        """
        self._check_administrator(actor, code)
        settled = {name: self._settled(name, value) for name, value in changes.items()}
        image = self.style.image(wapen) if wapen else None
        with self.database.writing() as connection:
            before = gemeenten.load(connection, code)
            arms = None if wapen == b"" else before.wapen
            if image is not None:
                gemeenten.keep_image(connection, image.sha256, image.soort, image.content)
                arms = Wapen(sha256=image.sha256, soort=image.soort, breedte_mm=USUAL_WIDTH)
            after = replace(before, **settled, wapen=_printed(arms, before.wapen, breedte_mm))
            gemeenten.change(connection, after)
            changed = [
                each.name
                for each in fields(Gemeente)
                if getattr(before, each.name) != getattr(after, each.name)
            ]
            details = {"velden": ", ".join(changed)}
            self._note(connection, actor, "beheer:huisstijl:gewijzigd", code, details)
        return after

    def set_process(
        self,
        actor: Actor,
        code: str,
        *,
        feestdagen: Collection[date],
        opvolgtijden: Mapping[str, str],
    ) -> Gemeente:
        """Change how a municipality's process runs: when tasks ought to be done, days off.

        Args:
            feestdagen: days made equal to a holiday by royal decree (Atw 3.3). Terms that run
                already are not counted again.
            opvolgtijden: task id → follow-up time; a task that is not in it follows the model.

        Raises:
            NotAllowed: only a functional administrator of the municipality may.
            NotFound: there is no such municipality.
            ValueError: says in Dutch which follow-up time cannot be read.
        """
        self._check_administrator(actor, code)
        for taak, text in opvolgtijden.items():
            if taak not in TASKS:
                raise ValueError(f"{taak} is geen taak")
            try:
                followup.check(text, TERMIJNEN)
            except ValueError as error:
                raise ValueError(f"{taak}: {error}") from error
        with self.database.writing() as connection:
            before = gemeenten.load(connection, code)
            after = replace(
                before, feestdagen=frozenset(feestdagen), opvolgtijden=dict(opvolgtijden)
            )
            if after == before:
                return before
            gemeenten.change(connection, after)
            changed = [
                name
                for name in ("feestdagen", "opvolgtijden")
                if getattr(before, name) != getattr(after, name)
            ]
            details = {"velden": ", ".join(changed)}
            self._note(connection, actor, "beheer:proces:gewijzigd", code, details)
        return after

    def _check_administrator(self, actor: Actor, code: str) -> None:
        if actor != SYSTEEM and not actor.holds(Rol.BEHEERDER, code):
            raise NotAllowed(Reden("Alleen de beheerder van de gemeente mag dit."))

    def _settled(self, name: str, value: str | tuple[str, ...]) -> Any:
        """A setting as it is kept."""
        if name not in STYLE:
            raise ValueError(f"{name} hoort niet bij de huisstijl")
        for text in (value,) if isinstance(value, str) else value:
            reason = unprintable(text)
            if reason is not None or "\n" in text:
                raise ValueError(f"{name}: {reason or 'Schrijf dit op één regel.'}")
        if name == "kleur" and isinstance(value, str):
            self.style.check_colour(value)
        if name == "controle_adres" and value and not _ADDRESS.fullmatch(str(value)):
            raise ValueError(f"{name}: schrijf een adres als https://www.voorbeeld.nl/controle")
        if not value and isinstance(value, str):
            if name in _OPTIONAL:
                return None
            raise ValueError(f"{name}: een brief kan hier niet zonder")
        return value

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
        """A user with an id that is known already, as `add_user` adds one.

        Raises:
            ValueError: the name cannot stand in a letter.
        """
        if reason := unprintable(naam):
            raise ValueError(f"naam: {reason}")
        rollen = frozenset(rollen)
        user = Actor(id=id, naam=naam, rollen=rollen)
        with self.database.writing() as connection:
            users.add(connection, user.id, login, naam, hashed)
            for rol, gemeente in sorted(rollen):
                users.grant(connection, user.id, rol, gemeente)
            self._note(connection, actor, "beheer:gebruiker:toegevoegd", None)
        return user

    def grant_mandate(self, actor: Actor, mandaat: Mandaat) -> None:
        """Register a mandate to a hulpofficier (Wth 3.1).

        Raises:
            NotAllowed: only a functional administrator of the municipality may.
            ValueError: it would end before it begins, or its holder is no hulpofficier there.
        """
        self._check_administrator(actor, mandaat.gemeente)
        if mandaat.tot <= mandaat.van:
            raise ValueError("De dag vanaf wanneer het mandaat niet meer geldt, ligt na de eerste.")
        with self.database.writing() as connection:
            held = users.roles(connection, mandaat.hulpofficier)
            if (Rol.HULPOFFICIER, mandaat.gemeente) not in held:
                raise ValueError("Alleen aan een hulpofficier van deze gemeente kan mandaat.")
            users.add_mandate(connection, mandaat, self.clock.now())
            self._note(connection, actor, "beheer:mandaat:verleend", mandaat.gemeente)

    def withdraw_mandate(self, actor: Actor, mandaat_id: int, per: date) -> bool:
        """End a mandate from a day on; it stays in the register. False when there is none.

        Raises:
            NotAllowed: only a functional administrator of its municipality may.
        """
        with self.database.writing() as connection:
            gemeente = users.withdraw_mandate(connection, mandaat_id, per)
            if gemeente is None:
                return False
            self._check_administrator(actor, gemeente)
            self._note(connection, actor, "beheer:mandaat:ingetrokken", gemeente)
            return True

    def set_table(self, actor: Actor, gemeente: str, tabel: str, bron: str | None) -> None:
        """Let a municipality's own decision table answer from now on; None sets the standard back.

        Raises:
            BrokenModel: the table cannot answer what is asked of it, or may not be changed.
            NotAllowed: only a functional administrator of the municipality may.
        """
        self._check_administrator(actor, gemeente)
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

    def _note(
        self,
        connection: Connection,
        actor: Actor,
        kind: str,
        gemeente: str | None,
        details: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        audit.note_management(connection, actor, kind, self.clock.now(), gemeente, details)


def _printed(arms: Wapen | None, before: Wapen | None, breedte_mm: int | None) -> Wapen | None:
    """Arms at the width asked for, else as wide as those before them."""
    if arms is None:
        return None
    width = breedte_mm if breedte_mm is not None else (before or arms).breedte_mm
    if width not in ARMS_WIDTH:
        raise ValueError(f"breedte: kies {ARMS_WIDTH[0]} tot en met {ARMS_WIDTH[-1]} mm")
    return replace(arms, breedte_mm=width)
