"""What differs between two versions of the models, in words a functional administrator reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.util.diff import SpecDiff

from engine.process import state
from engine.process.models import Model


@dataclass(frozen=True, slots=True)
class Change:
    """An element that is new, gone or different.

    Attributes:
        proces: id of the process it is in.
        wat: "nieuw", "weg" or "anders".
        element: BPMN id. kenmerken: what differs, of one that is different.
    """

    proces: str
    wat: str
    element: str
    kenmerken: tuple[str, ...] = ()

    def __str__(self) -> str:
        more = f" ({', '.join(self.kenmerken)})" if self.kenmerken else ""
        return f"{self.proces}: {self.element} is {self.wat}{more}"


def differences(old: Model, new: Model) -> list[Change]:
    """Every element that is new, gone or different, by process."""
    before, after = _processes(old), _processes(new)
    found = [Change(name, "nieuw", name) for name in sorted(after.keys() - before.keys())]
    found += [Change(name, "weg", name) for name in sorted(before.keys() - after.keys())]
    for name in sorted(before.keys() & after.keys()):
        found += sorted(_compare(name, before[name], after[name]), key=str)
    found += [
        Change(name, "anders", name)
        for name in sorted(old.sources.keys() & new.sources.keys())
        if name.endswith(".dmn") and old.sources[name] != new.sources[name]
    ]
    return found


def missing(blob: bytes, model: Model) -> tuple[str, ...]:
    """The elements a running case stands on or has passed and that a model does not have."""
    specs = _processes(model)
    gone = []
    for process, names in state.task_names(blob).items():
        spec = specs.get(process) if process else model.spec
        known = spec.task_specs.keys() if spec is not None else set()
        gone += sorted(names - known)
    return tuple(gone)


def _processes(model: Model) -> dict[str, Any]:
    return {model.spec.name: model.spec, **model.subprocess_specs}


def _compare(name: str, old: Any, new: Any) -> Iterator[Change]:
    diff = SpecDiff(state.registry(), old, new)
    yield from (Change(name, "nieuw", spec.name) for spec in diff.added if _is_drawn(spec))
    yield from (Change(name, "weg", spec.name) for spec in diff.removed if _is_drawn(spec))
    for spec, attributes in diff.changed.items():
        if _is_drawn(spec):
            yield Change(name, "anders", spec.name, tuple(sorted(attributes)))


def _is_drawn(spec: Any) -> bool:
    return bool(getattr(spec, "bpmn_id", None))
