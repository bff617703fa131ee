"""The cells of a decision table: what each may say, and which values it accepts.

Cells are Python, and FEEL looks like it: `"a","b"`, `[1..20]` and `not("x")` would not do what
their writer means. A cell is therefore nothing, a literal, an operator with a literal, or an
expression in which `?` stands for the column's value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.process.expressions import Expression, UnsafeExpression, Value, compile_expression

_LITERAL = r"(?:\"[^\"\\]*\"|'[^'\\]*'|-?[0-9]+(?:\.[0-9]+)?|True|False|None)"
_PLAIN = re.compile(_LITERAL)
_OPERATOR = re.compile(rf"(?:<=|>=|==|!=|<|>)\s*{_LITERAL}")
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.\"'])-?[0-9]+(?:\.[0-9]+)?")
_TEXT = re.compile(r"\"([^\"\\]*)\"|'([^'\\]*)'")
# As SpiffWorkflow 3.2.0 finds the question marks outside strings (DMNEngine.evaluate).
_QUESTION = re.compile(r"(\?)(?=(?:[^'\"]|['\"][^'\"]*['\"])*$)")
#: Longer than any cell a person can read, and short enough for the pattern above.
MAX_CELL = 200
#: What SpiffWorkflow calls the column's value.
INPUT = "dmninputexpr"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `test` is None when it accepts everything.

    Attributes:
        text: as written.
        literal: the one value it accepts, when `is_literal`.
        test: over the column's value, named INPUT.
    """

    text: str
    is_literal: bool = False
    literal: Value = None
    test: Expression | None = None

    def accepts(self, value: Value) -> bool:
        """Whether the row can apply to this value of the column.

        Raises:
            TypeError: it compares things that do not go together.
        """
        if self.is_literal:
            return self.literal == value
        return self.test is None or bool(self.test.evaluate({INPUT: value}, {}))

    @property
    def numbers(self) -> set[float]:
        """Every number it mentions: where its answer can change."""
        return {float(found) for found in _NUMBER.findall(self.text)}

    @property
    def texts(self) -> set[str]:
        """Every text it mentions."""
        return {double or single for double, single in _TEXT.findall(self.text)}


def read_cell(text: str) -> Cell:
    """A cell as it will behave.

    Raises:
        UnsafeExpression: it says something else than a cell may; in Dutch.
    """
    if text in {"", "-"}:
        return Cell(text)
    if text != text.strip():
        raise UnsafeExpression("heeft spaties aan de rand")
    if _PLAIN.fullmatch(text):
        literal = compile_expression(text).evaluate({}, {})
        if isinstance(literal, Value):
            return Cell(text, is_literal=True, literal=literal)
    if _OPERATOR.fullmatch(text):
        return Cell(text, test=compile_expression(INPUT + text))
    replaced = _QUESTION.sub(INPUT, text) if len(text) <= MAX_CELL else text
    if INPUT not in replaced or INPUT in text:
        raise UnsafeExpression(_what_was_meant(text))
    expression = compile_expression(replaced)
    if expression.names != {INPUT}:
        others = ", ".join(sorted(expression.names - {INPUT}))
        raise UnsafeExpression(f"leest {others}, maar mag alleen zijn eigen kolom lezen, met ?")
    return Cell(text, test=expression)


def _what_was_meant(text: str) -> str:
    if ".." in text:
        return f"is een FEEL-bereik: schrijf bijvoorbeeld 1 <= ? <= 20 in plaats van {text}"
    if text.startswith("not"):
        return f'is een FEEL-ontkenning: schrijf bijvoorbeeld != "x" in plaats van {text}'
    if "," in text or text.startswith(("in ", "in[", "[", "(")):
        return f'is een lijst: schrijf bijvoorbeeld ? in ["a", "b"] in plaats van {text}'
    if text in {"true", "false", "null"}:
        return f"is FEEL: schrijf True, False of None in plaats van {text}"
    return f"is geen waarde, geen vergelijking en bevat geen ?: {text}"
