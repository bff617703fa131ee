"""Languages without a code of two letters, such as Papiamento (pap)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _resize(3)


def downgrade() -> None:
    """Undo: who has such a language becomes somebody who is told in English."""
    op.execute("UPDATE personen SET taal = 'en' WHERE length(taal) > 2")
    _resize(2)


def _resize(length: int) -> None:
    if op.get_context().dialect.name != "sqlite":
        op.alter_column("personen", "taal", type_=sa.String(length=length))
        return
    # SQLite would have the whole table rebuilt; dropping the old one takes, by its foreign key,
    # every secret address with it. A column beside it changes nothing else.
    op.execute("ALTER TABLE personen RENAME COLUMN taal TO taal_oud")
    op.add_column(
        "personen", sa.Column("taal", sa.String(length=length), nullable=False, server_default="nl")
    )
    op.execute("UPDATE personen SET taal = taal_oud")
    op.execute("ALTER TABLE personen DROP COLUMN taal_oud")
