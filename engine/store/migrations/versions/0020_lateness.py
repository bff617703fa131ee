"""How late each moment of a case took effect."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "lateness",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("processed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_lateness_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lateness")),
    )
    op.create_index(op.f("ix_lateness_zaak_id"), "lateness", ["zaak_id"])
    op.create_index(op.f("ix_lateness_processed_at"), "lateness", ["processed_at"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("lateness")
