"""Which version of the models a case runs on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from engine.errors import BrokenModel
from engine.law.agenda import TERMIJNEN
from engine.model.gebruikers import Rol
from engine.operators.kennisgevingen import TABLE_INPUTS
from engine.process.checks import Finding, Names, check_models, check_unused
from engine.process.models import SUFFIXES, Model, Sources, standard_sources
from engine.process.registry import OPERATORS
from engine.process.scripting import FUNCTIONS
from engine.store import models as store
from engine.store import tables
from engine.store.work import Connection
from engine.tasks.registry import MESSAGES, TASKS

__all__ = [
    "SUFFIXES",
    "Model",
    "Models",
    "Sources",
    "find_trouble",
    "read_folder",
    "standard_sources",
]

#: What stands on the routing sheet of every case before anybody does anything.
START = frozenset({"hulpinstantie"}) | MESSAGES["melding"].routes

#: Tables the program asks by itself, with the inputs it gives them.
ASKED_TABLES = {
    "bevoegdheid": frozenset({"besluit_rol", "mandaat", "telefonisch"}),
    "kennisgevingen": TABLE_INPUTS,
}


def read_folder(folder: Path) -> dict[str, bytes]:
    """The models in a folder, by file name."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.name.endswith(SUFFIXES)
    }


#: Tables that a municipality may have its own of. The others hold law, not policy.
OWN_TABLES = frozenset({"risico"})


def find_table_trouble(tabel: str, bron: str) -> list[Finding]:
    """What is wrong with a municipality's own table, in the place of the standard one."""
    return find_trouble({**standard_sources(), f"{tabel}.dmn": bron.encode()})


def find_trouble(sources: Sources) -> list[Finding]:
    """Everything that is wrong with a set of models, at once.

    A name that a model uses and nothing provides, a construct that parses but does not run, and
    the reverse: a form, message or operator that no model uses.
    """
    names = Names(
        formulieren={id: answer.routes for id, answer in TASKS.items()},
        berichten={id: answer.routes for id, answer in MESSAGES.items() if id != "melding"},
        operators={name: operator.parameters for name, operator in OPERATORS.items()},
        termijnen=TERMIJNEN,
        rollen=frozenset(Rol),
        functies=frozenset(FUNCTIONS),
        start=START,
        tabellen=ASKED_TABLES,
    )
    return [*check_models(sources, names), *check_unused(sources, names)]


class Models:
    """The versions in use: the newest, for new cases, and older ones that cases still run on.

    Args:
        sources: the newest models; checked before anything else happens.

    Raises:
        BrokenModel: a model names what nothing provides, or cannot run.
    """

    def __init__(self, sources: Sources) -> None:
        findings = find_trouble(sources)
        if findings:
            raise BrokenModel([str(finding) for finding in findings])
        self.newest = Model.read(sources)
        self._by_hash = {self.newest.hash: self.newest}
        self._tables: dict[str, Any] = {}
        self._with_tables: dict[Any, Model] = {}
        self._lock = Lock()

    def keep(self, connection: Connection, now: datetime) -> None:
        """Put the newest version in the database, so that its cases can always be read."""
        store.keep(connection, self.newest.hash, self.newest.sources, now)

    def version(self, connection: Connection, hash: str, gemeente: str | None = None) -> Model:
        """A version by its hash, read from the database when it is not in hand.

        Args:
            gemeente: whose own decision tables answer in place of the version's.

        Raises:
            NotFound: no such version was ever kept.
        """
        own = tables.of(connection, gemeente) if gemeente is not None else {}
        with self._lock:
            if hash not in self._by_hash:
                self._by_hash[hash] = Model.read(store.sources(connection, hash))
            return self._with_own(self._by_hash[hash], own) if own else self._by_hash[hash]

    def _with_own(self, model: Model, own: Mapping[str, str]) -> Model:
        """A version with a municipality's tables in it, made once for each set of them."""
        key = (model.hash, *sorted(own.items()))
        if key not in self._with_tables:
            tables = {**model.tables, **self._read(own)}
            self._with_tables[key] = replace(model, tables=tables)
        return self._with_tables[key]

    def _read(self, own: Mapping[str, str]) -> dict[str, Any]:
        """A municipality's tables, each read once."""
        for tabel, bron in own.items():
            if bron not in self._tables:
                changed = {**self.newest.sources, f"{tabel}.dmn": bron.encode()}
                self._tables[bron] = Model.read(changed).tables[tabel]
        return {tabel: self._tables[bron] for tabel, bron in own.items()}
