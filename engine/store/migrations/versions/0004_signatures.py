"""Digital signatures in papers, and the codes with which anybody can check one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("documenten", sa.Column("code", sa.String(length=19), nullable=True))
    op.create_index(op.f("ix_documenten_code"), "documenten", ["code"], unique=False)
    op.create_index(op.f("ix_documenten_sha256"), "documenten", ["sha256"], unique=False)
    op.create_table(
        "handtekeningen",
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("rol", sa.String(length=64), nullable=False),
        sa.Column("ondertekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("niveau", sa.String(length=64), nullable=False),
        sa.Column("certificaat", sa.Text(), nullable=False),
        sa.Column("proef", sa.Boolean(), nullable=False),
        sa.Column("bewijs", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documenten.id"],
            name=op.f("fk_handtekeningen_document_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_handtekeningen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_handtekeningen")),
    )
    op.create_index(op.f("ix_handtekeningen_zaak_id"), "handtekeningen", ["zaak_id"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_handtekeningen_zaak_id"), "handtekeningen")
    op.drop_table("handtekeningen")
    op.drop_index(op.f("ix_documenten_sha256"), "documenten")
    op.drop_index(op.f("ix_documenten_code"), "documenten")
    op.drop_column("documenten", "code")
