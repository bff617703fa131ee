"""Policies of PostgreSQL that keep municipalities apart (ADR 0025), one line a table.

A policy reads the setting `huisverbod.gemeenten` of the transaction: codes with a comma between,
or `*`. Without it no row is seen, and none can be written. Forced, for in a simple set-up the
product owns its tables. On SQLite nothing happens. Migrations call this for good: what it makes may
be added to, and not changed.
"""

from __future__ import annotations

from typing import Any

_SAID = "(select current_setting('huisverbod.gemeenten', true))"
_ALL = f"{_SAID} = '*'"


def among(column: str) -> str:
    """SQL that holds where the municipality in a column is one of those that were said."""
    return f"{column}::text = any (string_to_array({_SAID}, ','))"


def by_gemeente(op: Any, table: str, column: str = "gemeente") -> None:
    """A table with a municipality of its own."""
    wall(op, table, among(column))


def by_zaak(op: Any, table: str) -> None:
    """A table with a case: its rows are seen by who sees the case."""
    through(op, table, "zaak_id", "zaken")


def through(op: Any, table: str, column: str, parent: str) -> None:
    """A table whose rows are seen by who sees the row of `parent` that they refer to by its id."""
    row = f"select 1 from {parent}"  # noqa: S608 - names of tables, written in migrations
    wall(op, table, f"exists ({row} where {parent}.id = {table}.{column})")


def wall(op: Any, table: str, seen: str) -> None:
    """A table whose rows are seen where this SQL holds, and by who sees everything."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"create policy {table}_gemeente on {table} using ({_ALL} or {seen})")
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")


def written_by_all(op: Any, table: str) -> None:
    """Besides: anybody adds rows to it, also rows that he will not see himself."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"create policy {table}_erbij on {table} for insert with check (true)")


def fall(op: Any, table: str) -> None:
    """Undo what the others made."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"drop policy if exists {table}_erbij on {table}")
    op.execute(f"drop policy if exists {table}_gemeente on {table}")
    op.execute(f"alter table {table} no force row level security")
    op.execute(f"alter table {table} disable row level security")
