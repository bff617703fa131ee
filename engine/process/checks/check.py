"""All checks in one go: every finding, never only the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engine.process.checks.calls import check_calls
from engine.process.checks.constructs import check_constructs
from engine.process.checks.decisions import check_decision_files, check_decisions
from engine.process.checks.diagram import check_diagram
from engine.process.checks.events import check_messages, check_signals, check_timers
from engine.process.checks.findings import Finding
from engine.process.checks.formulas import check_conditions
from engine.process.checks.gateways import check_gateways
from engine.process.checks.labels import check_labels
from engine.process.checks.names import Names
from engine.process.checks.people import check_lanes, check_people
from engine.process.checks.reach import check_reach
from engine.process.checks.reading import Files, read_files
from engine.process.checks.schema import check_ids, check_references, check_schema
from engine.process.checks.services import check_services
from engine.process.checks.structure import check_structure
from engine.process.checks.tokens import check_tokens
from engine.process.checks.unused import find_unused

Check = Callable[[Files, Names], Iterator[Finding]]

_CHECKS: tuple[Check, ...] = (
    check_schema,
    check_ids,
    check_references,
    check_constructs,
    check_structure,
    check_gateways,
    check_reach,
    check_tokens,
    check_timers,
    check_messages,
    check_signals,
    check_calls,
    check_conditions,
    check_services,
    check_lanes,
    check_people,
    check_decision_files,
    check_decisions,
    check_labels,
    check_diagram,
)


def check_models(sources: Mapping[str, bytes], names: Names) -> list[Finding]:
    """Everything that is wrong with a set of models, by file.

    Args:
        sources: the files by name; together they are one version of the models.
        names: what the program offers them.
    """
    files = read_files(sources)
    found = list(files.unreadable)
    for check in _CHECKS:
        found.extend(check(files, names))
    return sorted(dict.fromkeys(found), key=lambda finding: finding.file)


def check_unused(
    sources: Mapping[str, bytes], names: Names, main: str = "huisverbod"
) -> list[Finding]:
    """What the program offers and these models do not use, and what in them nobody calls.

    Args:
        sources: the files by name.
        names: what the program offers.
        main: the process every case starts with.
    """
    return list(find_unused(read_files(sources), names, main))
