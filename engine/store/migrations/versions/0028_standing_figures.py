"""What the cases of a month come to is kept, until one of them changes.

Triggers mark a month, so the release before this one, which knows nothing of it, marks it too.
Months with cases that are there already are marked here, and counted by the first tidying.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from engine.store.migrations import walls

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BY_GEMEENTE = ("cijferstanden", "cijfermerken")

#: Where cases are counted: in which column each has its period, and what is counted.
_COUNTED = {
    "zaakcijfers": ("maand", ("gemeente", "maand", "kenmerken", "tot_besluit", "tot_uitreiking")),
    "cijfers": ("halfjaar", ("gemeente", "halfjaar", "kenmerken", "tot_besluit", "tot_uitreiking")),
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "cijferstanden",
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("periode", sa.String(length=7), nullable=False),
        sa.Column("stand", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeenten.code"], name=op.f("fk_cijferstanden_gemeente")
        ),
        sa.PrimaryKeyConstraint("gemeente", "periode", name=op.f("pk_cijferstanden")),
    )
    op.create_table(
        "cijfermerken",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("periode", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeenten.code"], name=op.f("fk_cijfermerken_gemeente")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cijfermerken")),
    )
    op.create_index("ix_cijfermerken_periode", "cijfermerken", ["gemeente", "periode"])
    for table, (period, _) in _COUNTED.items():
        op.execute(
            f"insert into cijfermerken (gemeente, periode)"  # noqa: S608 - names written here
            f" select distinct gemeente, {period} from {table} where {period} is not null"
        )
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _postgresql() if postgresql else _sqlite():
        op.execute(statement)
    for table in BY_GEMEENTE:
        walls.by_gemeente(op, table)


def downgrade() -> None:
    """Undo."""
    for table in BY_GEMEENTE:
        walls.fall(op, table)
    for table in _COUNTED:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"drop trigger {table}_geteld on {table}")
            op.execute(f"drop function {table}_geteld()")
        else:
            for what in ("insert", "update", "delete"):
                op.execute(f"drop trigger {table}_geteld_{what}")
    op.drop_index("ix_cijfermerken_periode", "cijfermerken")
    op.drop_table("cijfermerken")
    op.drop_table("cijferstanden")


def _mark(row: str, period: str, *, moved: bool = False) -> str:
    """Mark the period of a row; `moved`: only where the case is not in that period any more."""
    only = f" and old.{period} is distinct from new.{period}" if moved else ""
    return (
        "insert into cijfermerken (gemeente, periode)"
        f" select {row}.gemeente, {row}.{period} where {row}.{period} is not null{only};"
    )


def _sqlite() -> Iterator[str]:
    for table, (period, columns) in _COUNTED.items():
        changed = " or ".join(f"old.{each} is not new.{each}" for each in columns)
        for what, when, marks in (
            ("insert", "", _mark("new", period)),
            (
                "update",
                f"when {changed} ",
                f"{_mark('old', period, moved=True)} {_mark('new', period)}",
            ),
            ("delete", "", _mark("old", period)),
        ):
            yield (
                f"create trigger {table}_geteld_{what} after {what} on {table}"
                f" for each row {when}begin {marks.replace('is distinct from', 'is not')} end"
            )


def _postgresql() -> Iterator[str]:
    """Functions that find the tables of this very schema, whatever the caller set."""
    for table, (period, columns) in _COUNTED.items():
        old, new = (", ".join(f"{row}.{each}" for each in columns) for row in ("old", "new"))
        yield (
            f"create function {table}_geteld() returns trigger language plpgsql"
            " set search_path from current as $$ begin"
            f" if tg_op = 'INSERT' then {_mark('new', period)}"
            f" elsif tg_op = 'DELETE' then {_mark('old', period)}"
            f" elsif ({old}) is distinct from ({new}) then"
            f" {_mark('old', period, moved=True)} {_mark('new', period)}"
            " end if; return null; end $$"
        )
        yield (
            f"create trigger {table}_geteld after insert or update or delete on {table}"
            f" for each row execute function {table}_geteld()"
        )
