"""The oldest release that can still work with the schema: read by processes that run on.

While machines are brought to a new release one by one, those with the previous one work on, on the
schema that is newer than theirs. A migration that only adds (expands) leaves the floor where it is;
one that takes something away (contracts) raises it to the first release that does without.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    table = op.create_table(
        "schema_floor",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schema_floor")),
    )
    # a release before 0014 cannot read what is sealed
    op.bulk_insert(table, [{"id": 1, "revision": "0014"}])


def downgrade() -> None:
    """Undo."""
    op.drop_table("schema_floor")
