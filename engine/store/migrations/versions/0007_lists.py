"""Lists that go on where the page before ended: a column to sort by, and an index that fits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0002"
branch_labels = None
depends_on = None

#: What the previous release writes in the new columns, which it does not know: last, but listed.
_END = {"sqlite": "'9999-01-01 00:00:00.000000'", "postgresql": "'9999-01-01 00:00:00+00'"}


def upgrade() -> None:
    """Apply."""
    end = sa.text(_END[op.get_bind().dialect.name])
    moment = sa.DateTime(timezone=True)
    with op.batch_alter_table("open_tasks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dringend_op", moment, nullable=False, server_default=end))
    with op.batch_alter_table("zaken", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lopend_op", moment, nullable=True, server_default=end))

    op.execute("update open_tasks set dringend_op = opvolgen where opvolgen is not null")
    op.execute("update zaken set lopend_op = einde where einde is not null")
    op.execute(
        "update zaken set lopend_op = null where status in ('gesloten', 'gewist', 'niet_opgelegd')"
    )

    with op.batch_alter_table("open_tasks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_open_tasks_lijst",
            ["gemeente", "rol", "dringend_op", "geopend_op", "id"],
            unique=False,
        )
        batch_op.drop_index("ix_open_tasks_gemeente_rol_opvolgen")
    with op.batch_alter_table("zaken", schema=None) as batch_op:
        batch_op.create_index(
            "ix_zaken_lopend", ["gemeente", "lopend_op", "gemeld_op", "id"], unique=False
        )
        batch_op.drop_index("ix_zaken_gemeente_status_gemeld_op")


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("zaken", schema=None) as batch_op:
        batch_op.create_index(
            "ix_zaken_gemeente_status_gemeld_op", ["gemeente", "status", "gemeld_op"], unique=False
        )
        batch_op.drop_index("ix_zaken_lopend")
        batch_op.drop_column("lopend_op")
    with op.batch_alter_table("open_tasks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_open_tasks_gemeente_rol_opvolgen", ["gemeente", "rol", "opvolgen"], unique=False
        )
        batch_op.drop_index("ix_open_tasks_lijst")
        batch_op.drop_column("dringend_op")
