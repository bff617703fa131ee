"""Wrong passwords at signing a decision are counted apart from those at signing in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "gebruikers",
        sa.Column("bevestiging_mislukt", sa.Integer(), nullable=False, server_default="0"),
    )
    op.add_column(
        "gebruikers", sa.Column("bevestiging_tot", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    """Undo."""
    op.drop_column("gebruikers", "bevestiging_tot")
    op.drop_column("gebruikers", "bevestiging_mislukt")
