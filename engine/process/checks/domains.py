"""The values a column of a decision table can have, as far as rules can tell them apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from engine.process.checks.cells import Cell
from engine.process.checks.tables import Column
from engine.process.expressions import UnsafeExpression, Value, compile_expression

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "number": (int, float),
}
#: A text that no cell names; stands for every other one.
ANY_OTHER = "een andere tekst"


@dataclass(frozen=True, slots=True)
class Domain:
    """What a column can hold.

    Attributes:
        type: "string", "boolean" or "number".
        allowed: all values it can have, or None when there is no end to them.
    """

    type: str
    allowed: tuple[Value, ...] | None

    def check_literal(self, cell: Cell) -> None:
        """A cell that waits for one value can get it.

        Raises:
            UnsafeExpression: it cannot; in Dutch.
        """
        if not cell.is_literal or cell.literal is None:
            return
        if not _is_of(self.type, cell.literal):
            raise UnsafeExpression(f"is geen {self.type}: {cell.text}")
        if self.allowed is not None and cell.literal not in self.allowed:
            raise UnsafeExpression(f"staat niet bij de toegestane waarden: {cell.text}")

    def samples(self, cells: Collection[Cell]) -> tuple[Value, ...]:
        """Values such that every other one is treated by these cells as one of them is.

        For numbers: those that the cells mention, one between each two, and one beyond at either
        end. For texts: those that the cells mention, and ANY_OTHER.
        """
        if self.allowed is not None:
            return self.allowed
        none: tuple[Value, ...] = (None,) if any("None" in cell.text for cell in cells) else ()
        if self.type == "string":
            texts = {text for cell in cells for text in cell.texts}
            return (*sorted(texts), ANY_OTHER, *none)
        numbers = sorted({number for cell in cells for number in cell.numbers}) or [0.0]
        between = [(low + high) / 2 for low, high in pairwise(numbers)]
        return (*sorted([numbers[0] - 1, *numbers, *between, numbers[-1] + 1]), *none)


def read_domain(column: Column) -> Domain:
    """The values of a column, from its type and its allowed values.

    Raises:
        UnsafeExpression: either cannot be read; in Dutch.
    """
    if column.type not in _TYPES:
        raise UnsafeExpression(
            f"heeft type {column.type or 'niets'}: schrijf string, number of boolean"
        )
    if not column.allowed.strip():
        return Domain(column.type, (False, True) if column.type == "boolean" else None)
    try:
        allowed = compile_expression(f"[{column.allowed.strip()}]").evaluate({}, {})
    except (UnsafeExpression, NameError) as error:
        raise UnsafeExpression(
            f"noemt toegestane waarden die niet te lezen zijn: {error}"
        ) from error
    values: list[Value] = []
    for value in allowed if isinstance(allowed, list) else []:
        if not isinstance(value, Value) or not (value is None or _is_of(column.type, value)):
            raise UnsafeExpression(
                f"noemt een toegestane waarde die geen {column.type} is: {value}"
            )
        values.append(value)
    return Domain(column.type, tuple(dict.fromkeys(values)))


def _is_of(kind: str, value: Value) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
