"""What cases are found by: keyed hashes of names, dates of birth and addresses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "zoektekens",
        sa.Column("teken", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_zoektekens_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("teken", "zaak_id", name=op.f("pk_zoektekens")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_zoektekens_zaak_id"), "zoektekens", ["zaak_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_zoektekens_zaak_id"), "zoektekens")
    op.drop_table("zoektekens")
