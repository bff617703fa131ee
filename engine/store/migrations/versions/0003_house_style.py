"""House style: arms, signature lines, reply addresses and the control page of a municipality."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: What the municipalities that are there already begin with.
EMPTY_LIST = "[]"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "beelden",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("soort", sa.String(length=64), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_beelden")),
    )
    with op.batch_alter_table("gemeenten", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wapen_sha256", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("wapen_breedte_mm", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("ondertekening", sa.JSON(), server_default=EMPTY_LIST, nullable=False)
        )
        batch_op.add_column(
            sa.Column("locoburgemeesters", sa.JSON(), server_default=EMPTY_LIST, nullable=False)
        )
        batch_op.add_column(sa.Column("antwoordadres", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("email", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("controle_adres", sa.Text(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_gemeenten_wapen_sha256"), "beelden", ["wapen_sha256"], ["sha256"]
        )


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("gemeenten", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_gemeenten_wapen_sha256"), type_="foreignkey")
        batch_op.drop_column("controle_adres")
        batch_op.drop_column("email")
        batch_op.drop_column("antwoordadres")
        batch_op.drop_column("locoburgemeesters")
        batch_op.drop_column("ondertekening")
        batch_op.drop_column("wapen_breedte_mm")
        batch_op.drop_column("wapen_sha256")
    op.drop_table("beelden")
