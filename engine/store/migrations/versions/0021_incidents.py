"""Cases that cannot move on are set aside, and processes say that they are at work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "process_states", sa.Column("opzij_tot", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_table(
        "incidents",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fout", sa.String(length=64), nullable=False),
        sa.Column("plaats", sa.Text(), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("laatst_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.Column("opgelost_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_incidents_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index(op.f("ix_incidents_zaak_id"), "incidents", ["zaak_id"])
    op.create_index("ix_incidents_opgelost", "incidents", ["opgelost_op", "begonnen_op"])
    op.create_table(
        "heartbeats",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("rol", sa.String(length=64), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("laatst_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gestopt_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeats")),
    )
    op.create_index(op.f("ix_heartbeats_rol"), "heartbeats", ["rol"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("heartbeats")
    op.drop_table("incidents")
    op.drop_column("process_states", "opzij_tot")
