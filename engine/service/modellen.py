"""Which version of the models a case runs on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from threading import Lock

from engine.errors import BrokenModel
from engine.law.agenda import TERMIJNEN
from engine.model.gebruikers import Rol
from engine.operators.kennisgevingen import TABLE_INPUTS
from engine.process.checks import Finding, Names, check_models, check_unused
from engine.process.models import SUFFIXES, Model, Sources, standard_sources
from engine.process.registry import OPERATORS
from engine.process.scripting import FUNCTIONS
from engine.store import models as store
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
        self._lock = Lock()

    def keep(self, connection: Connection, now: datetime) -> None:
        """Put the newest version in the database, so that its cases can always be read."""
        store.keep(connection, self.newest.hash, self.newest.sources, now)

    def version(self, connection: Connection, hash: str) -> Model:
        """A version by its hash, read from the database when it is not in hand.

        Raises:
            NotFound: no such version was ever kept.
        """
        with self._lock:
            if hash not in self._by_hash:
                self._by_hash[hash] = Model.read(store.sources(connection, hash))
            return self._by_hash[hash]
