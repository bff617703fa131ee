"""The record: who looked at what, and locks on what was written down.

Triggers are the database's own: a statement that changes or removes a line fails, whoever sends
it, until the trigger itself is dropped, which takes the owner of the table. A line of the access
log may go when it is five years old (1827 days, the longest they can be) and its case was
destroyed; the newest line tells what time it is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "inzage",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gebruiker", sa.String(length=36), nullable=False),
        sa.Column("rol", sa.String(length=64), nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("soort", sa.String(length=64), nullable=False),
        sa.Column("doel", sa.String(length=64), nullable=False),
        sa.Column("route", sa.String(length=64), nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=True),
        sa.Column("deel", sa.String(length=64), nullable=True),
        sa.Column("papier_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["gemeente"], ["gemeenten.code"], name=op.f("fk_inzage_gemeente")),
        sa.ForeignKeyConstraint(["zaak_id"], ["zaken.id"], name=op.f("fk_inzage_zaak_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inzage")),
    )
    for name, columns in _INDEXES.items():
        op.create_index(name, "inzage", columns)
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL if postgresql else _SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Undo."""
    if op.get_bind().dialect.name == "postgresql":
        for table in ("inzage", "audit_payloads", "audit_events"):
            for what in ("insert", "update", "delete", "truncate"):
                op.execute(f"drop trigger if exists {table}_{what} on {table}")
        for function in ("only_appended", "next_in_stream", "answer_destroyed", "inzage_expired"):
            op.execute(f"drop function {function}()")
    else:
        for table in ("inzage", "audit_payloads", "audit_events"):
            for what in ("insert", "update", "delete"):
                op.execute(f"drop trigger if exists {table}_{what}")
    for name in _INDEXES:
        op.drop_index(name, "inzage")
    op.drop_table("inzage")


_INDEXES = {
    "ix_inzage_op": ["op"],
    "ix_inzage_gemeente_id": ["gemeente", "id"],
    "ix_inzage_zaak_id_id": ["zaak_id", "id"],
}


# -- SQLite ------------------------------------------------------------------------------------


def _refuse(table: str, what: str, when: str = "") -> str:
    condition = f"when {when} " if when else ""
    return (
        f"create trigger {table}_{what} before {what} on {table} for each row {condition}"
        f"begin select raise(abort, '{table} is append-only'); end"
    )


_SQLITE = (
    # "insert or replace" removes a row without asking the trigger on delete.
    _refuse(
        "audit_events",
        "insert",
        "new.seq is not 1 + coalesce((select seq from audit_events"
        " where stream = new.stream order by seq desc limit 1), 0)"
        " or new.previous_hash is not coalesce((select hash from audit_events"
        " where stream = new.stream order by seq desc limit 1), hex(zeroblob(32)))"
        " or exists (select 1 from audit_events where id = new.id)",
    ),
    _refuse("audit_events", "update"),
    _refuse("audit_events", "delete"),
    _refuse(
        "audit_payloads",
        "insert",
        "exists (select 1 from audit_payloads where event_id = new.event_id)",
    ),
    _refuse("audit_payloads", "update"),
    _refuse(
        "audit_payloads",
        "delete",
        "not exists (select 1 from audit_events join zaken on zaken.id = audit_events.stream"
        " where audit_events.id = old.event_id and zaken.status = 'gewist')",
    ),
    _refuse("inzage", "insert", "exists (select 1 from inzage where id = new.id)"),
    _refuse("inzage", "update"),
    _refuse(
        "inzage",
        "delete",
        "exists (select 1 from zaken where id = old.zaak_id and status <> 'gewist')"
        " or old.op > datetime((select max(op) from inzage), '-1827 days')",
    ),
)


# -- PostgreSQL --------------------------------------------------------------------------------


def _function(name: str, when: str = "true", row: str = "null") -> str:
    """A trigger function that finds the tables of this very schema, whatever the caller set."""
    return (
        f"create function {name}() returns trigger language plpgsql"
        f" set search_path from current as $$ begin if {when} then"
        " raise exception '% is append-only', tg_table_name"
        " using errcode = 'integrity_constraint_violation';"
        f" end if; return {row}; end $$"
    )


def _trigger(table: str, what: str, function: str) -> str:
    each = "statement" if what == "truncate" else "row"
    return (
        f"create trigger {table}_{what} before {what} on {table}"
        f" for each {each} execute function {function}()"
    )


_POSTGRESQL = (
    _function("only_appended"),
    _function(
        "next_in_stream",
        "new.seq is distinct from 1 + coalesce((select seq from audit_events"
        " where stream = new.stream order by seq desc limit 1), 0)"
        " or new.previous_hash is distinct from coalesce((select hash from audit_events"
        " where stream = new.stream order by seq desc limit 1), repeat('0', 64))",
        "new",
    ),
    _function(
        "answer_destroyed",
        "not exists (select 1 from audit_events join zaken on zaken.id = audit_events.stream"
        " where audit_events.id = old.event_id and zaken.status = 'gewist')",
        "old",
    ),
    _function(
        "inzage_expired",
        "exists (select 1 from zaken where id = old.zaak_id and status <> 'gewist')"
        " or old.op > (select max(op) from inzage) - interval '43848 hours'",
        "old",
    ),
    _trigger("audit_events", "insert", "next_in_stream"),
    _trigger("audit_events", "update", "only_appended"),
    _trigger("audit_events", "delete", "only_appended"),
    _trigger("audit_payloads", "update", "only_appended"),
    _trigger("audit_payloads", "delete", "answer_destroyed"),
    _trigger("inzage", "update", "only_appended"),
    _trigger("inzage", "delete", "inzage_expired"),
    *(
        _trigger(table, "truncate", "only_appended")
        for table in ("audit_events", "audit_payloads", "inzage")
    ),
)
