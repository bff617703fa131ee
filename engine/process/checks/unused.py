"""What the program offers and no model uses; for the standard set only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.process.checks.findings import Finding
from engine.process.checks.formulas import called_decisions, form_of, message_names
from engine.process.checks.names import Names
from engine.process.checks.reading import Files


def find_unused(files: Files, names: Names, main: str) -> Iterator[Finding]:
    """Forms, messages and operators without a model; processes and tables without a caller."""
    forms = {form_of(task) for task in files.of_kind("userTask")}
    operators = {
        operator.get("id", "")
        for node in files.of_kind("serviceTask")
        for operator in node.operators
    }
    yield from _missing(names.formulieren, forms, "formulier dat in geen model een taak heeft")
    yield from _missing(names.berichten, message_names(files), "bericht waar geen model op wacht")
    yield from _missing(names.operators, operators, "operator die geen model aanroept")
    tables = {table.id for table in files.tables}
    yield from _missing(names.tabellen, tables, "tabel die het programma vraagt en die ontbreekt")
    asked = called_decisions(files) | names.tabellen.keys()
    for table in files.tables:
        if table.id not in asked:
            yield table.finding("", "tabel die niemand vraagt")
    called = {node.called_process for node in files.of_kind("callActivity")} | {main}
    processes = [process for drawing in files.drawings for process in drawing.processes]
    for process in processes:
        if process.id not in called:
            yield process.finding("proces dat niemand aanroept")
    yield from _missing([main], {process.id for process in processes}, "proces dat ontbreekt")


def _missing(offered: Iterable[str], used: Iterable[str], message: str) -> Iterator[Finding]:
    for id in sorted(set(offered) - set(used)):
        yield Finding("-", id, message)
