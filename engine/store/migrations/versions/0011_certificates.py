"""Certificates that decisions were signed with: what stays of them when a case is destroyed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "ondertekencertificaten",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("rol", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeenten.code"], name=op.f("fk_ondertekencertificaten_gemeente")
        ),
        sa.PrimaryKeyConstraint(
            "sha256", "gemeente", "rol", name=op.f("pk_ondertekencertificaten")
        ),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("ondertekencertificaten")
