"""Lists a page at a time: each goes on exactly where the one before it ended.

A page is found in the order of an index, so the last one costs what the first did, and a line that
comes or goes meanwhile shifts no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, Subquery, Table, literal, select, tuple_, union_all

from engine.errors import NotFound

#: Lines on a page: more than anybody reads at once.
PAGE = 25

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """Some lines of a list.

    Attributes:
        more: where the next page begins; None when this was the last.
    """

    lines: tuple[Line, ...]
    more: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by: two moments, then the id that settles a tie.

    Attributes:
        table: its columns, with an index in this order after what the list is chosen by.
    """

    table: Table
    first: str
    second: str

    @property
    def names(self) -> tuple[str, str, str]:
        """The columns, in order."""
        return (self.first, self.second, "id")

    def merge(self, lists: Iterable[Sequence[ColumnElement[bool]]], after: str | None) -> Subquery:
        """The lines that may be on a page, from lists that each have an index of their own.

        Args:
            lists: the condition of each.
            after: where the page before this one ended.

        Raises:
            NotFound: that is no place in a list.
        """
        columns = [self.table.c[name] for name in self.names]
        beyond = [_beyond(columns, after)] if after is not None else []
        parts = [
            select(
                select(self.table)
                .where(*conditions, *beyond)
                .order_by(*columns)
                .limit(PAGE + 1)
                .subquery()
            )
            for conditions in lists
        ]
        return (union_all(*parts) if len(parts) > 1 else parts[0]).subquery("page")

    def sort(self, query: Select[Any], page: Subquery) -> Select[Any]:
        """A query over what `merge` gave, in order and no longer than `cut` needs it."""
        return query.order_by(*(page.c[name] for name in self.names)).limit(PAGE + 1)

    def cut(
        self, rows: Iterable[Mapping[Any, Any]], line: Callable[[Mapping[Any, Any]], Line]
    ) -> Page[Line]:
        """A page of at most so many rows, one more than a page if there is another."""
        found = list(rows)
        shown = tuple(line(row) for row in found[:PAGE])
        return Page(shown, self._place(found[PAGE - 1]) if len(found) > PAGE else None)

    def _place(self, row: Mapping[Any, Any]) -> str:
        first, second, id = (row[name] for name in self.names)
        return f"{first.isoformat()}~{second.isoformat()}~{id}"


def _beyond(columns: Sequence[Any], after: str) -> ColumnElement[bool]:
    try:
        first, second, id = after.split("~")
        place = (datetime.fromisoformat(first), datetime.fromisoformat(second), id)
        if None in (place[0].tzinfo, place[1].tzinfo):
            raise ValueError("naive moment")
    except ValueError as error:
        raise NotFound("plaats in een lijst") from error
    values = (
        literal(value, type_=column.type) for value, column in zip(place, columns, strict=True)
    )
    return tuple_(*columns) > tuple_(*values)
