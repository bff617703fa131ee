"""Until when each user has seen what changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "gezien",
        sa.Column("gebruiker_id", sa.String(length=36), nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("sinds", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gekeken_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["gebruiker_id"],
            ["gebruikers.id"],
            name=op.f("fk_gezien_gebruiker_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["gemeente"], ["gemeenten.code"], name=op.f("fk_gezien_gemeente")),
        sa.PrimaryKeyConstraint("gebruiker_id", "gemeente", name=op.f("pk_gezien")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("gezien")
