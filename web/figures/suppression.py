"""Which cells of a table are hidden, so that no small group can be worked out from the others.

A cell of fewer than `least` cases is hidden, but never a zero. Others are hidden beside it until
what is shown leaves more than one possibility for it: until the hidden cells could be filled in
otherwise with every total the same. Hidden cells look alike: nobody sees which of them is small.

Whether they could be is asked of a network: a row and a column are nodes, a hidden cell is an edge
between the two. Adding one to a cell and keeping every total is going round a circle of hidden
cells, adding to one and taking from the next. Tables with totals have no other way to differ: what
two ways to fill a table in have apart is nothing but such circles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: A node of what is bound to nothing: a row without a total, a column of which no whole is told.
_FREE = "free"


@dataclass(frozen=True, slots=True)
class _Edge:
    """A hidden cell between its row and its column; a total counts the other way round.

    Attributes:
        rises, falls: whether the flow from row to column can be one more, or one less.
    """

    row: str
    column: str
    rises: bool
    falls: bool


def hide(
    parts: Sequence[Sequence[int]],
    *,
    least: int,
    wholes: Sequence[bool] | None,
    totals: Sequence[bool] | None = None,
) -> list[list[bool]]:
    """Which cells of a table are hidden.

    Args:
        parts: the counts, a row for each part and a column for each period.
        least: fewer than this is a small group.
        wholes: for each column, whether what its parts add up to is told; None: they are no parts
            of anything that is told. Where the whole is hidden, so is the column.
        totals: for each row, whether the sum over the columns is told; None: there are no sums.
    """
    table = _Table(parts, least, wholes, totals)
    small = [
        (row, column)
        for row, counts in enumerate(parts)
        for column, count in enumerate(counts)
        if 0 < count < least and table.told[column]
    ]
    for row, column in small:
        table.hidden[row][column] = True
    for row, column in small:
        if not table.cover(row, column):
            return [[True] * len(counts) for counts in parts]
    return table.hidden


class _Table:
    """A table on its way to be told."""

    def __init__(
        self,
        parts: Sequence[Sequence[int]],
        least: int,
        wholes: Sequence[bool] | None,
        totals: Sequence[bool] | None,
    ) -> None:
        self.parts, self.least, self.totals = parts, least, totals
        self.total = "total" if wholes is not None else _FREE
        columns = range(len(parts[0]))
        self.bound = [wholes is not None and wholes[column] for column in columns]
        self.told = [wholes is None or wholes[column] for column in columns]
        self.hidden = [[not self.told[column] for column in columns] for _ in parts]

    def cover(self, row: int, column: int) -> bool:
        """Hide more until this cell cannot be worked out; False when nothing helps."""
        while not self._free(row, column):
            more = next(self._covers(row, column), None)
            if more is None:
                return False
            self.hidden[more[0]][more[1]] = True
        return True

    def _covers(self, row: int, column: int) -> Iterator[tuple[int, int]]:
        """What to hide next: what is enough by itself, else what is near; the smallest first."""
        found = sorted(
            (each[0] != row and each[1] != column, self.parts[each[0]][each[1]], each)
            for each in self._shown()
        )
        for _, _, (other, place) in found:
            self.hidden[other][place] = True
            enough = self._free(row, column)
            self.hidden[other][place] = False
            if enough:
                yield other, place
        yield from (each for _, _, each in found)

    def _shown(self) -> Iterable[tuple[int, int]]:
        return (
            (row, column)
            for row, counts in enumerate(self.parts)
            for column, count in enumerate(counts)
            if count >= self.least and not self.hidden[row][column]
        )

    def _free(self, row: int, column: int) -> bool:
        """Whether a hidden cell could hold another number, with all that is told the same."""
        mine = self._edge(row, column)
        if mine.row == mine.column:
            return True
        others = list(self._edges((row, column)))
        return (mine.rises and _leads(others, mine.column, mine.row)) or (
            mine.falls and _leads(others, mine.row, mine.column)
        )

    def _edges(self, but: tuple[int, int]) -> Iterator[_Edge]:
        for row, counts in enumerate(self.hidden):
            for column, hidden in enumerate(counts):
                if hidden and (row, column) != but:
                    yield self._edge(row, column)
        for row, told in enumerate(self.totals or ()):
            if not told:
                total = sum(self.parts[row])
                yield _Edge(f"row {row}", self.total, rises=total > 1, falls=True)

    def _edge(self, row: int, column: int) -> _Edge:
        # that a hidden cell is no zero, is known where zeros are told
        lowest = 1 if self.told[column] else 0
        return _Edge(
            _FREE if self.totals is None else f"row {row}",
            f"column {column}" if self.bound[column] else _FREE,
            rises=True,
            falls=self.parts[row][column] > lowest,
        )


def _leads(edges: Sequence[_Edge], start: str, end: str) -> bool:
    """Whether one can go from a node to another through hidden cells that give way."""
    reached, todo = {start}, [start]
    while todo:
        node = todo.pop()
        for edge in edges:
            if edge.rises and edge.row == node:
                onward = edge.column
            elif edge.falls and edge.column == node:
                onward = edge.row
            else:
                continue
            if onward == end:
                return True
            if onward not in reached:
                reached.add(onward)
                todo.append(onward)
    return False
