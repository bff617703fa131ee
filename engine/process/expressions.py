"""The small language of gateways, decision tables, timers and parameters: expressions, no code.

An expression is a piece of Python that can compare, combine and look up, and nothing else. It is
read once against a whitelist, compiled and kept; it runs without builtins and sees only the names
and functions it is given.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import CodeType

#: Longer than any condition a person can read.
MAX_LENGTH = 500
#: Deeper than any condition a person can read.
MAX_DEPTH = 20

Value = str | int | float | bool | None
Call = tuple[str, tuple[Value, ...]]

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_STRING = re.compile(r"\"[^\"\\\n]*\"|'[^'\\\n]*'")
# Outside strings. Leaves out what Python would read in a way nobody expects: escapes, comments,
# braces, look-alike letters, and numbers such as 1e9, 0x10 or 1or.
_ALPHABET = re.compile(r"[A-Za-z0-9_ \t\n.,()\[\]<>=!+\-\"]*")
_STRANGE_NUMBER = re.compile(r"(?<![A-Za-z0-9_])[0-9][0-9.]*[A-Za-z_]")

_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn)
_IDENTITY = (ast.Is, ast.IsNot)
_ARITHMETIC: Mapping[type[ast.operator], str] = {ast.Add: "_plus", ast.Sub: "_minus"}


class UnsafeExpression(ValueError):
    """The text is not an expression of this language; the message says why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression.

    Attributes:
        source: as it was written, without surrounding space.
        code: what runs; a changed copy of the source, in which + and - accept numbers only.
        names: the values it reads.
        calls: the functions it calls, each with its arguments, in the order of the text.
    """

    source: str
    code: CodeType = field(repr=False, compare=False)
    names: frozenset[str] = field(compare=False)
    calls: tuple[Call, ...] = field(compare=False)

    def evaluate(
        self, values: Mapping[str, object], functions: Mapping[str, Callable[..., object]]
    ) -> object:
        """Its value, given these values and functions; it sees no others.

        Raises:
            NameError: a value or function it names is not given.
            TypeError: what is compared, added or subtracted does not go together.
            LookupError: there is nothing at a subscript.
        """
        scope: dict[str, object] = {"__builtins__": {}, "_plus": _plus, "_minus": _minus}
        for name in self.names:
            if name not in values:
                raise NameError(f"{name} is onbekend in: {self.source}")
            scope[name] = values[name]
        for name, _ in self.calls:
            if name not in functions:
                raise NameError(f"{name}() is onbekend in: {self.source}")
            scope[name] = functions[name]
        # The whitelist is what makes this safe: no attributes, no builtins, no names of Python's.
        return eval(self.code, scope)  # noqa: S307


def compile_expression(source: str, functions: Collection[str] = ()) -> Expression:
    """Read an expression, or take it from the cache.

    Allowed are strings, whole and decimal numbers, True, False and None; names; lists and tuples;
    `and`, `or`, `not`; comparisons, `in`, and `is` with None, True or False; + and - on numbers;
    a subscript with a literal; and calls of `functions` with literal arguments.

    Args:
        source: the text.
        functions: names of the functions it may call.

    Raises:
        UnsafeExpression: it holds anything else.
    """
    return _compile(source, frozenset(functions))


@lru_cache(maxsize=4096)
def _compile(source: str, functions: frozenset[str]) -> Expression:
    text = source.strip()
    _check_text(text)
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UnsafeExpression(f"is geen uitdrukking: {text}") from error
    reader = _Reader(text, functions)
    tree.body = reader.read(tree.body)
    code = compile(ast.fix_missing_locations(tree), "<model>", "eval")
    return Expression(text, code, frozenset(reader.names), tuple(reader.calls))


def _check_text(text: str) -> None:
    if not text:
        raise UnsafeExpression("is leeg")
    if len(text) > MAX_LENGTH:
        raise UnsafeExpression(f"is langer dan {MAX_LENGTH} tekens")
    bare = _STRING.sub('""', text)
    if not _ALPHABET.fullmatch(bare) or bare.count('"') != 2 * len(_STRING.findall(text)):
        raise UnsafeExpression(f"bevat een teken dat hier niets betekent: {text}")
    if _STRANGE_NUMBER.search(bare):
        raise UnsafeExpression(f"bevat een getal dat niet gewoon geschreven is: {text}")


class _Reader:
    """Walks an expression, refuses what is not whitelisted and notes what it reads and calls."""

    def __init__(self, text: str, functions: frozenset[str]) -> None:
        self.text = text
        self.functions = functions
        self.names: set[str] = set()
        self.calls: list[Call] = []

    def read(self, node: ast.expr, depth: int = 0) -> ast.expr:
        """The node as it may run.

        Raises:
            UnsafeExpression: it, or something in it, is not whitelisted.
        """
        if depth > MAX_DEPTH:
            raise UnsafeExpression("is te diep genest")
        match node:
            case ast.Constant():
                self._literal(node)
            case ast.Name(id=name):
                self._note_name(name)
            case ast.Call(func=ast.Name(id=name)):
                self._note_call(name, node)
            case ast.Subscript(value=ast.Name() | ast.Subscript() | ast.Call(), slice=key):
                self._literal(key)
                node.value = self.read(node.value, depth + 1)
            case ast.List() | ast.Tuple():
                node.elts = [self.read(item, depth + 1) for item in node.elts]
            case _:
                return self._read_operation(node, depth)
        return node

    def _read_operation(self, node: ast.expr, depth: int) -> ast.expr:
        match node:
            case ast.BoolOp():
                node.values = [self.read(value, depth + 1) for value in node.values]
            case ast.UnaryOp(op=ast.Not()):
                node.operand = self.read(node.operand, depth + 1)
            case ast.UnaryOp(op=ast.USub()):
                node.operand = self._read_number(node.operand, depth)
            case ast.BinOp(op=ast.Add() | ast.Sub() as operator):
                sides = [self._read_number(side, depth) for side in (node.left, node.right)]
                return ast.Call(ast.Name(_ARITHMETIC[type(operator)], ast.Load()), sides, [])
            case ast.Compare():
                _check_identity(node)
                node.left = self.read(node.left, depth + 1)
                node.comparators = [self.read(other, depth + 1) for other in node.comparators]
            case _:
                raise self._refusal(node)
        return node

    def _read_number(self, node: ast.expr, depth: int) -> ast.expr:
        """An operand of + or -; what a name stands for is looked at when it runs."""
        match node:
            case ast.Constant(value=bool() | str() | None) | ast.List() | ast.Tuple():
                raise UnsafeExpression(f"rekent met iets dat geen getal is: {self.text}")
            case _:
                return self.read(node, depth + 1)

    def _note_name(self, name: str) -> None:
        if not _NAME.fullmatch(name):
            raise UnsafeExpression(f"bevat een verboden naam: {name}")
        if name in self.functions:
            raise UnsafeExpression(f"noemt de functie {name} zonder haar aan te roepen")
        self.names.add(name)

    def _note_call(self, name: str, node: ast.Call) -> None:
        if name not in self.functions or not _NAME.fullmatch(name):
            raise UnsafeExpression(f"roept een onbekende functie aan: {name}")
        if node.keywords:
            raise UnsafeExpression(f"geeft {name} een argument met een naam")
        self.calls.append((name, tuple(self._literal(argument) for argument in node.args)))

    def _literal(self, node: ast.expr) -> Value:
        if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float | None):
            return node.value
        raise self._refusal(node)

    def _refusal(self, node: ast.expr) -> UnsafeExpression:
        part = ast.get_source_segment(self.text, node)
        return UnsafeExpression(f"mag dit hier niet bevatten: {part}")


def _check_identity(node: ast.Compare) -> None:
    """Allow `is` for None, True and False: of anything else Python does not promise identity."""
    for operator, left, right in zip(
        node.ops, [node.left, *node.comparators], node.comparators, strict=False
    ):
        if isinstance(operator, _COMPARISONS):
            continue
        singleton = isinstance(right, ast.Constant) and isinstance(right.value, bool | None)
        if not isinstance(operator, _IDENTITY) or not singleton or isinstance(left, ast.Constant):
            raise UnsafeExpression("gebruikt 'is' anders dan met None, True of False")


def _plus(left: object, right: object) -> object:
    return _number(left) + _number(right)


def _minus(left: object, right: object) -> object:
    return _number(left) - _number(right)


def _number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"+ en - rekenen alleen met getallen, niet met {type(value).__name__}")
    return value
