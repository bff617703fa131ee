"""Decision tables: written the way the engine reads them, with every cell and answer sound."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from engine.process.checks.cells import Cell, read_cell
from engine.process.checks.domains import Domain, read_domain
from engine.process.checks.findings import Finding
from engine.process.checks.formulas import called_decisions, known_names, troubles
from engine.process.checks.markup import DMN, children, descendants, label, local
from engine.process.checks.names import Names
from engine.process.checks.proof import Row, check_proof
from engine.process.checks.reading import Files
from engine.process.checks.tables import Table
from engine.process.expressions import UnsafeExpression

_POLICIES = frozenset({"UNIQUE", "COLLECT"})
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_COLUMN = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\([^()]*\))?")
_IN_A_TABLE = frozenset({"input", "output", "rule"})


def check_decision_files(files: Files, names: Names) -> Iterator[Finding]:
    """One decision per file, with one table that SpiffWorkflow's reader gets through."""
    for file, root in files.decisions.items():
        decisions = list(descendants(root, "decision", of=DMN))
        if len(decisions) != 1:
            yield Finding(file, "", f"bevat {len(decisions)} beslissingen in plaats van één")
        for decision in decisions:
            tables = list(children(decision, "decisionTable", of=DMN))
            if not tables:
                yield Finding(file, label(decision), "heeft geen beslistabel")
            for table in tables:
                for child in table.iterchildren(f"{{{DMN}}}*"):
                    if local(child) not in _IN_A_TABLE:
                        message = f"{local(child)} kan hier niet: de engine leest het niet"
                        yield Finding(file, label(decision), message)


def check_decisions(files: Files, names: Names) -> Iterator[Finding]:
    """Policies, columns, cells, answers; and for UNIQUE tables that exactly one rule applies."""
    known = known_names(files, names)
    called = called_decisions(files)
    for table in files.tables:
        if table.policy not in _POLICIES:
            yield table.finding("", f"heeft beleid {table.policy}: alleen UNIQUE en COLLECT werken")
        if table.aggregation:
            yield table.finding("", f"telt niet op: {table.aggregation} doet niets")
        yield from _check_answers(table)
        readable = _readable(table, names, known, is_called=table.id in called)
        # What the program asks, it asks without functions.
        offered = replace(names, functies=frozenset()) if table.id in names.tabellen else names
        domains: list[Domain] = []
        for found in _read_columns(table, offered, readable):
            if isinstance(found, Domain):
                domains.append(found)
            else:
                yield found
        if len(domains) == len(table.columns):
            yield from _check_rules(table, domains, offered, readable)


def _readable(
    table: Table, names: Names, known: frozenset[str], *, is_called: bool
) -> frozenset[str]:
    """What the table may read: the case's names, what the program gives it, or both at once."""
    given = names.tabellen.get(table.id)
    own = frozenset(column.expression for column in table.columns)
    if is_called:
        return known if given is None else known & given
    # A table that nobody asks is found by check_unused.
    return own if given is None else given


def _read_columns(
    table: Table, names: Names, readable: frozenset[str]
) -> Iterator[Domain | Finding]:
    seen: set[str] = set()
    for column in table.columns:
        wrong = list(troubles(column.expression, names, readable))
        if not wrong and not _COLUMN.fullmatch(column.expression):
            wrong.append("leest niet één naam")
        if not wrong and column.expression in seen:
            wrong.append(f"leest {column.expression}, net als een kolom ervoor")
        seen.add(column.expression)
        for trouble in wrong:
            yield table.finding(column.id, f"de kolom {trouble}")
        try:
            domain = read_domain(column)
        except UnsafeExpression as error:
            yield table.finding(column.id, f"de kolom {error}")
        else:
            if not wrong:
                yield domain


def _check_answers(table: Table) -> Iterator[Finding]:
    if not table.answers:
        yield table.finding("", "heeft geen uitkomst")
    for answer in table.answers:
        if not _NAME.fullmatch(answer.name):
            yield table.finding(answer.id, f"heeft geen bruikbare naam: {answer.name or 'niets'}")
    for name, count in Counter(answer.name for answer in table.answers).items():
        if count > 1:
            yield table.finding("", f"geeft {name} meer dan eens")


def _check_rules(
    table: Table, domains: list[Domain], names: Names, readable: frozenset[str]
) -> Iterator[Finding]:
    rows: list[Row] = []
    for rule in table.rules:
        if len(rule.cells) != len(table.columns) or len(rule.answers) != len(table.answers):
            yield table.finding(rule.id, "heeft meer of minder cellen dan er kolommen zijn")
            continue
        cells: list[Cell] = []
        for column, domain, text in zip(table.columns, domains, rule.cells, strict=True):
            try:
                cell = read_cell(text)
                domain.check_literal(cell)
            except UnsafeExpression as error:
                yield table.finding(rule.id, f"de cel onder {column.expression} {error}")
            else:
                cells.append(cell)
        if len(cells) == len(table.columns):
            rows.append((rule.id, cells))
        for name, text in zip((answer.name for answer in table.answers), rule.answers, strict=True):
            for trouble in troubles(text, names, readable):
                yield table.finding(rule.id, f"de uitkomst {name} {trouble}")
    if table.policy == "UNIQUE" and len(rows) == len(table.rules):
        yield from check_proof(table, domains, rows)
