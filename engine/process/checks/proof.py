"""Whether exactly one rule of a UNIQUE table applies, whatever its inputs are.

SpiffWorkflow takes the first rule that applies, without looking for a second; and when none
does, it goes on without an answer. So both are ruled out beforehand, by trying all values that
the rules can tell apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from engine.process.checks.cells import Cell
from engine.process.checks.domains import ANY_OTHER, Domain
from engine.process.checks.findings import Finding
from engine.process.checks.tables import Table
from engine.process.expressions import Value

#: Far above what the largest table needs.
MAX_STEPS = 50_000

Row = tuple[str, Sequence[Cell]]


@dataclass
class _Search:
    """The rules still applying, per column and value; and how much searching may still be done.

    Attributes:
        samples: per column, its values.
        accepting: per column and value, the numbers of the rules whose cell accepts it.
    """

    samples: list[tuple[Value, ...]]
    accepting: list[list[frozenset[int]]]
    steps: int = 0

    def gap(
        self, rules: frozenset[int], column: int, seen: set[tuple[frozenset[int], int]]
    ) -> tuple[Value, ...] | None:
        """Values from this column on that none of these rules covers; None when there are none."""
        if not rules:
            return tuple(samples[0] for samples in self.samples[column:])
        if column == len(self.samples) or (rules, column) in seen:
            return None
        seen.add((rules, column))
        for value, accepting in zip(self.samples[column], self.accepting[column], strict=True):
            self.steps += 1
            if self.steps > MAX_STEPS:
                return None
            rest = None if value == ANY_OTHER else self.gap(rules & accepting, column + 1, seen)
            if rest is not None:
                return (value, *rest)
        return None


def check_proof(table: Table, domains: Sequence[Domain], rows: Sequence[Row]) -> Iterator[Finding]:
    """Pairs of rules that can apply at once, and a combination for which none does."""
    samples = [
        domain.samples([cells[index] for _, cells in rows]) for index, domain in enumerate(domains)
    ]
    accepting: list[list[frozenset[int]]] = []
    for index, values in enumerate(samples):
        try:
            accepting.append([_accepting(rows, index, value) for value in values])
        except TypeError as error:
            name = table.columns[index].expression
            yield table.finding("", f"vergelijkt onder {name} wat niet te vergelijken is: {error}")
            return
    search = _Search(samples, accepting)
    yield from _check_overlap(table, search, rows)
    gap = search.gap(frozenset(range(len(rows))), 0, set())
    if search.steps > MAX_STEPS:
        yield table.finding("", "is te groot om te bewijzen dat altijd een regel geldt")
    elif gap is not None:
        yield table.finding("", f"heeft geen regel voor {_say(table, gap)}")


def _accepting(rows: Sequence[Row], column: int, value: Value) -> frozenset[int]:
    return frozenset(
        number for number, (_, cells) in enumerate(rows) if cells[column].accepts(value)
    )


def _check_overlap(table: Table, search: _Search, rows: Sequence[Row]) -> Iterator[Finding]:
    for (one, (first, _)), (other, (second, _)) in combinations(enumerate(rows), 2):
        both = [
            next(
                (
                    [value]
                    for value, found in zip(values, accepting, strict=True)
                    if {one, other} <= found
                ),
                [],
            )
            for values, accepting in zip(search.samples, search.accepting, strict=True)
        ]
        if all(both):
            example = _say(table, tuple(values[0] for values in both))
            yield table.finding(second, f"geldt soms tegelijk met {first}: bij {example}")


def _say(table: Table, values: tuple[Value, ...]) -> str:
    pairs = zip(table.columns, values, strict=True)
    return ", ".join(f"{column.expression} = {_write(value)}" for column, value in pairs)


def _write(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
