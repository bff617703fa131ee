"""Cases are found by words; the forms of a word that forgive a slip stand once, beside them.

The release before this one works on: it writes the forms with the case, which are looked at here
as well, and finds new cases by words without a slip. Cases that were there are indexed anew in the
same transaction, after this (`engine.service.upgrade`).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.store.migrations import walls

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

BY_GEMEENTE = ("zoekwoorden",)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "zoekwoorden",
        sa.Column("vorm", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("woord", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeenten.code"], name=op.f("fk_zoekwoorden_gemeente")
        ),
        sa.PrimaryKeyConstraint("vorm", "woord", name=op.f("pk_zoekwoorden")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_zoekwoorden_woord"), "zoekwoorden", ["woord"])
    for table in BY_GEMEENTE:
        walls.by_gemeente(op, table)
    op.create_index("ix_zaken_gemeld", "zaken", ["gemeente", "gemeld_op", "id"])
    order = ["lopend_op", "gemeld_op", "id"]
    op.create_index("ix_zaken_status", "zaken", ["gemeente", "status", *order])


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_zaken_status", "zaken")
    op.drop_index("ix_zaken_gemeld", "zaken")
    for table in BY_GEMEENTE:
        walls.fall(op, table)
    op.drop_index(op.f("ix_zoekwoorden_woord"), "zoekwoorden")
    op.drop_table("zoekwoorden")
