"""Looking up rows of several things at once.

A list of any length is one parameter on PostgreSQL, so that the query and its plan stay the same
and nobody reads a text that grows with it; on SQLite it is a list in the query, as ever.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ColumnElement, bindparam, func
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _Among(FunctionElement[bool]):
    """A column whose value is in a list."""

    name = "among"
    type = Boolean()
    inherit_cache = True
    #: Or SQLite is asked whether it equals 1, and looks at every row.
    _is_implicitly_boolean = True


def among(column: Any, name: str) -> ColumnElement[bool]:
    """Whether a column has one of the values that are given by this name on execution."""
    return _Among(column, bindparam(name, type_=column.type))


@compiles(_Among)
def _in_text(element: _Among, compiler: Any, **given: Any) -> str:
    column, values = element.clauses
    listed = bindparam(values.key, type_=column.type, expanding=True)
    return str(compiler.process(column.in_(listed), **given))


@compiles(_Among, "postgresql")
def _as_array(element: _Among, compiler: Any, **given: Any) -> str:
    column, values = element.clauses
    array = bindparam(values.key, type_=postgresql.ARRAY(column.type))
    return str(compiler.process(column == func.any(array), **given))
