"""Keys, and room for what is sealed: the columns that held a number, a date or few characters.

What is in them is sealed after this, a batch at a time (`engine.store.verzegelen`). The lock on
the answers of the record lets an answer be sealed once, and nothing else be changed about it.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_WIDER = (
    ("personen", "geboortedatum"),
    ("adressen", "huisnummer"),
    ("adressen", "postcode"),
    ("geheime_adressen", "huisnummer"),
    ("geheime_adressen", "postcode"),
    ("audit_payloads", "salt"),
)
#: What they were, on PostgreSQL.
_WERE = {
    "geboortedatum": "date",
    "huisnummer": "integer",
    "postcode": "varchar(6)",
    "salt": "varchar(64)",
}
_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "geboortedatum": sa.Date(),
    "huisnummer": sa.Integer(),
    "postcode": sa.String(6),
    "salt": sa.String(64),
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "gemeentesleutels",
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("generatie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wortel", sa.String(length=16), nullable=False),
        sa.Column("zout", sa.LargeBinary(), nullable=False),
        sa.Column("ingepakt", sa.LargeBinary(), nullable=False),
        sa.Column("dicht", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("gemeente", "generatie", name=op.f("pk_gemeentesleutels")),
    )
    op.create_table(
        "sleutels",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("generatie", sa.Integer(), nullable=False),
        sa.Column("ingepakt", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["gemeente", "generatie"],
            ["gemeentesleutels.gemeente", "gemeentesleutels.generatie"],
            name=op.f("fk_sleutels_gemeente_generatie"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sleutels")),
    )
    op.create_index(
        "ix_sleutels_gemeente_generatie_id", "sleutels", ["gemeente", "generatie", "id"]
    )
    if op.get_bind().dialect.name == "postgresql":
        for table, column in _WIDER:
            op.execute(f"alter table {table} alter column {column} type text using {column}::text")
        op.execute(_SEALED_ONCE)
        op.execute("drop trigger audit_payloads_update on audit_payloads")
        op.execute(
            "create trigger audit_payloads_update before update on audit_payloads"
            " for each row execute function answer_sealed()"
        )
        return
    _unlock()
    for table, column in _WIDER:
        _exchange(table, column, sa.Text(), "")
    for trigger in (_INSERT, _UPDATE, _DELETE):
        op.execute(trigger)


def downgrade() -> None:
    """Undo, on a database in which nothing was sealed: without the keys all of it would be lost."""
    if op.get_bind().execute(sa.text("select count(*) from sleutels")).scalar():
        raise RuntimeError("there is sealed data; without the tables of keys it cannot be read")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop trigger audit_payloads_update on audit_payloads")
        op.execute("drop function answer_sealed()")
        op.execute(
            "create trigger audit_payloads_update before update on audit_payloads"
            " for each row execute function only_appended()"
        )
        for table, column in _WIDER:
            was = _WERE[column]
            op.execute(
                f"alter table {table} alter column {column} type {was} using {column}::{was}"
            )
    else:
        _unlock()
        for table, column in _WIDER:
            _exchange(table, column, _TYPES[column], "0" if column == "huisnummer" else "")
        for trigger in (_INSERT, _LOCKED, _DELETE):
            op.execute(trigger)
    op.drop_index("ix_sleutels_gemeente_generatie_id", "sleutels")
    op.drop_table("sleutels")
    op.drop_table("gemeentesleutels")


def _unlock() -> None:
    for what in ("insert", "update", "delete"):
        op.execute(f"drop trigger audit_payloads_{what}")


def _exchange(table: str, column: str, type_: sa.types.TypeEngine[Any], empty: str) -> None:
    """Another type for a column, as SQLite can do it: a new column in place of the old one."""
    new = sa.Column(f"{column}_", type_, nullable=False, server_default=empty)
    op.add_column(table, new)
    op.execute(f"update {table} set {column}_ = {column}")
    op.drop_column(table, column)
    op.execute(f"alter table {table} rename column {column}_ to {column}")


# -- locks on the answers ----------------------------------------------------------------------

_ONCE = (
    "old.event_id = new.event_id and old.actor_naam = new.actor_naam and"
    " {old} not like '\"~hv1~%' and {new} like '\"~hv1~%'"
)
_SEALED_ONCE = (
    "create function answer_sealed() returns trigger language plpgsql"
    " set search_path from current as $$ begin"
    f" if not ({_ONCE.format(old='old.payload::text', new='new.payload::text')}) then"
    " raise exception '% is append-only', tg_table_name"
    " using errcode = 'integrity_constraint_violation';"
    " end if; return new; end $$"
)
# ruff: noqa: S608 - the statements below are our own
_REFUSED = "begin select raise(abort, 'audit_payloads is append-only'); end"
_INSERT = (
    "create trigger audit_payloads_insert before insert on audit_payloads for each row"
    f" when exists (select 1 from audit_payloads where event_id = new.event_id) {_REFUSED}"
)
_UPDATE = (
    "create trigger audit_payloads_update before update on audit_payloads for each row"
    f" when not ({_ONCE.format(old='old.payload', new='new.payload')}) {_REFUSED}"
)
_LOCKED = (
    f"create trigger audit_payloads_update before update on audit_payloads for each row {_REFUSED}"
)
_DELETE = (
    "create trigger audit_payloads_delete before delete on audit_payloads for each row"
    " when not exists (select 1 from audit_events join zaken on zaken.id = audit_events.stream"
    f" where audit_events.id = old.event_id and zaken.status = 'gewist') {_REFUSED}"
)
