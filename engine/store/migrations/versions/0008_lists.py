"""Lists that go on where the page before ended: a column to sort by, and an index that fits.

No batch mode here: on SQLite it may make a table anew, and dropping the old `zaken` would take
every row with it that belongs to a case.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

#: What the previous release writes in the new columns, which it does not know: last, but listed.
_END = {"sqlite": "9999-01-01 00:00:00.000000", "postgresql": "9999-01-01 00:00:00+00"}


def upgrade() -> None:
    """Apply."""
    end = _END[op.get_bind().dialect.name]
    moment = sa.DateTime(timezone=True)
    op.add_column(
        "open_tasks", sa.Column("dringend_op", moment, nullable=False, server_default=end)
    )
    op.add_column("zaken", sa.Column("lopend_op", moment, nullable=True, server_default=end))

    op.execute("update open_tasks set dringend_op = opvolgen where opvolgen is not null")
    op.execute("update zaken set lopend_op = einde where einde is not null")
    op.execute(
        "update zaken set lopend_op = null where status in ('gesloten', 'gewist', 'niet_opgelegd')"
    )

    op.create_index(
        "ix_open_tasks_lijst",
        "open_tasks",
        ["gemeente", "rol", "dringend_op", "geopend_op", "id"],
    )
    op.drop_index("ix_open_tasks_gemeente_rol_opvolgen", "open_tasks")
    op.create_index("ix_zaken_lopend", "zaken", ["gemeente", "lopend_op", "gemeld_op", "id"])
    op.drop_index("ix_zaken_gemeente_status_gemeld_op", "zaken")


def downgrade() -> None:
    """Undo."""
    op.create_index(
        "ix_zaken_gemeente_status_gemeld_op", "zaken", ["gemeente", "status", "gemeld_op"]
    )
    op.drop_index("ix_zaken_lopend", "zaken")
    op.drop_column("zaken", "lopend_op")
    op.create_index(
        "ix_open_tasks_gemeente_rol_opvolgen", "open_tasks", ["gemeente", "rol", "opvolgen"]
    )
    op.drop_index("ix_open_tasks_lijst", "open_tasks")
    op.drop_column("open_tasks", "dringend_op")
