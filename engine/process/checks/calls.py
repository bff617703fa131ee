"""What one model calls in another: processes and decisions."""

from __future__ import annotations

from collections.abc import Iterator

from engine.process.checks.findings import Finding
from engine.process.checks.names import Names
from engine.process.checks.reading import Files


def check_calls(files: Files, names: Names) -> Iterator[Finding]:
    """Called processes and decisions exist, and no process ends up calling itself."""
    processes = {process.id: process for drawing in files.drawings for process in drawing.processes}
    decisions = {table.id for table in files.tables}
    for node in files.of_kind("callActivity"):
        called = node.called_process
        if called not in processes:
            yield node.finding(f"roept proces {called or 'zonder naam'} aan, dat niet bestaat")
    for node in files.of_kind("businessRuleTask"):
        decision = node.called_decision
        if decision not in decisions:
            yield node.finding(f"vraagt tabel {decision or 'zonder naam'}, die niet bestaat")
    calls = {
        id: {
            node.called_process
            for scope in process.walk()
            for node in scope.of_kind("callActivity")
        }
        for id, process in processes.items()
    }
    for id, process in processes.items():
        if id in _called_from(calls, id):
            yield process.finding("roept uiteindelijk zichzelf aan")


def _called_from(calls: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    todo = [start]
    while todo:
        for called in calls.get(todo.pop(), set()) - found:
            found.add(called)
            todo.append(called)
    return found
