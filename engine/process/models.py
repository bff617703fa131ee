"""The process models: read once, checked, kept by the hash of their content.

All files together are one version: a case stays on the version it was started with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from typing import Any

from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.spiff.parser import VALIDATOR
from SpiffWorkflow.spiff.specs.defaults import UserTask

from engine.errors import BrokenModel
from engine.process.elements import ModelParser, connect_loops
from engine.process.scripting import TableContext

#: The process every case starts with.
MAIN = "huisverbod"
SUFFIXES = (".bpmn", ".dmn")
#: How many answers of decision tables are remembered at once.
MOST_DECISIONS = 1024

Sources = Mapping[str, bytes]


def content_hash(sources: Sources) -> str:
    """SHA-256 over all files, by name: the version of a set of models."""
    digest = hashlib.sha256()
    for name in sorted(sources):
        digest.update(name.encode())
        digest.update(b"\0")
        digest.update(hashlib.sha256(sources[name]).digest())
    return digest.hexdigest()


def standard_sources() -> dict[str, bytes]:
    """The models that come with the product, by file name."""
    return {
        item.name: item.read_bytes()
        for item in resources.files("bpmn").iterdir()
        if item.name.endswith(SUFFIXES)
    }


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task of the models, and when it ought to be done.

    Attributes:
        task: its id, that of its form.
        opvolgtijd: in the models' grammar; None: whenever.
    """

    task: str
    naam: str
    opvolgtijd: str | None


@dataclass(frozen=True)
class Model:
    """One version of all models together, ready to run. Shared by all cases on it.

    Attributes:
        hash: content hash of the sources.
        sources: the files as they were read.
    """

    hash: str
    sources: Sources
    spec: Any = field(repr=False)
    subprocess_specs: Any = field(repr=False)
    tables: Mapping[str, DMNEngine] = field(repr=False)
    _decided: dict[Any, Mapping[str, object]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def read(cls, sources: Sources) -> Model:
        """Parse a set of files.

        Raises:
            BrokenModel: SpiffWorkflow or the BPMN schema does not accept a file.
        """
        parser = ModelParser(validator=VALIDATOR)
        try:
            for name in sorted(sources, key=lambda name: not name.endswith(".dmn")):
                add = parser.add_dmn_str if name.endswith(".dmn") else parser.add_bpmn_str
                add(sources[name], filename=name)
            spec = parser.get_spec(MAIN)
            subprocess_specs = parser.get_subprocess_specs(MAIN)
        except ValidationException as error:
            raise BrokenModel([str(error)]) from error
        connect_loops(spec, *subprocess_specs.values())
        tables = {
            id: DMNEngine(dmn.decision.decisionTables[0]) for id, dmn in _parsed_tables(parser)
        }
        return cls(content_hash(sources), dict(sources), spec, subprocess_specs, tables)

    def decide(self, table: str, values: Mapping[str, object]) -> Mapping[str, object]:
        """Ask a decision table; the same question is worked out once.

        Raises:
            BrokenModel: no such table, or no row answers.
        """
        try:
            asked = (table, frozenset((name, type(each), each) for name, each in values.items()))
            known = self._decided.get(asked)
        except TypeError:  # a list among them
            return self._decide(table, values)
        if known is None:
            if len(self._decided) >= MOST_DECISIONS:
                self._decided.clear()
            known = self._decided[asked] = self._decide(table, values)
        return known

    def _decide(self, table: str, values: Mapping[str, object]) -> Mapping[str, object]:
        if table not in self.tables:
            raise BrokenModel([f"tabel {table} ontbreekt"])
        answer: Mapping[str, object] = self.tables[table].result(TableContext(values))
        if not answer:
            raise BrokenModel([f"tabel {table} heeft geen rij voor {dict(values)}"])
        return answer

    @cached_property
    def answers(self) -> frozenset[str]:
        """The names that decision tables put on the routing sheet."""
        return frozenset(
            output.name for table in self.tables.values() for output in table.decision_table.outputs
        )

    @cached_property
    def nodes(self) -> Mapping[str, Any]:
        """Every flow element by its id, over all processes."""
        return {
            task_spec.bpmn_id: task_spec
            for spec in (self.spec, *self.subprocess_specs.values())
            for task_spec in spec.task_specs.values()
            if getattr(task_spec, "bpmn_id", None)
        }

    @cached_property
    def tasks(self) -> Mapping[str, PlannedTask]:
        """Every task somebody does, by its id."""
        found = {}
        for spec in self.nodes.values():
            if isinstance(spec, UserTask):
                properties = (spec.extensions or {}).get("properties", {})
                id = properties.get("formulier", spec.bpmn_id)
                found[id] = PlannedTask(id, spec.bpmn_name, properties.get("opvolgtijd"))
        return found


def _parsed_tables(parser: ModelParser) -> list[tuple[str, Any]]:
    for dmn in parser.dmn_parsers.values():
        dmn.parse()
    return [(dmn.bpmn_id, dmn) for dmn in parser.dmn_parsers.values()]
