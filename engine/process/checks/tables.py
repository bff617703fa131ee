"""The decision tables as they stand in their files: columns, rules and cells, still as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.process.checks.findings import Finding
from engine.process.checks.markup import DMN, Element, children, label


@dataclass(frozen=True, slots=True)
class Column:
    """One input column.

    Attributes:
        id: of the input.
        expression: what it reads.
        type: "string", "number", "boolean" or whatever else the file says.
        allowed: the text of its allowed values, or "".
    """

    id: str
    expression: str
    type: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One output column."""

    id: str
    name: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: a cell per input column, an answer per output column."""

    id: str
    cells: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A decision with its table."""

    file: str
    id: str
    policy: str
    aggregation: str
    columns: tuple[Column, ...]
    answers: tuple[Answer, ...]
    rules: tuple[Rule, ...]

    def finding(self, element: str, message: str) -> Finding:
        """A finding about something in this table."""
        return Finding(self.file, element or self.id, message)


def read_table(file: str, root: Element) -> Iterator[Table]:
    """The tables in a file; a decision without one is left out."""
    for decision in children(root, "decision", of=DMN):
        for table in children(decision, "decisionTable", of=DMN):
            yield Table(
                file=file,
                id=label(decision),
                policy=table.get("hitPolicy", "UNIQUE"),
                aggregation=table.get("aggregation", ""),
                columns=tuple(_column(item) for item in children(table, "input", of=DMN)),
                answers=tuple(_answer(item) for item in children(table, "output", of=DMN)),
                rules=tuple(_rule(item) for item in children(table, "rule", of=DMN)),
            )


def _column(element: Element) -> Column:
    expression = next(children(element, "inputExpression", of=DMN), None)
    return Column(
        id=label(element),
        expression=_text(expression),
        type=expression.get("typeRef", "") if expression is not None else "",
        allowed=_text(next(children(element, "inputValues", of=DMN), None)),
    )


def _answer(element: Element) -> Answer:
    allowed = next(children(element, "outputValues", of=DMN), None)
    return Answer(label(element), element.get("name", ""), _text(allowed))


def _rule(element: Element) -> Rule:
    return Rule(
        id=label(element),
        cells=tuple(_text(item) for item in children(element, "inputEntry", of=DMN)),
        answers=tuple(_text(item) for item in children(element, "outputEntry", of=DMN)),
    )


def _text(element: Element | None) -> str:
    """The text of a cell as SpiffWorkflow reads it: with the space around it."""
    found = next(children(element, "text", of=DMN), None) if element is not None else None
    return (found.text or "") if found is not None else ""
