"""Why a reason for not hearing somebody applies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("zienswijzen", sa.Column("toelichting", sa.Text(), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column("zienswijzen", "toelichting")
