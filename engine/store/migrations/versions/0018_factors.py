"""How people sign in: second factors, devices, failures by source, other providers.

Sessions that were open end, for nobody knows how they began.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_ID = sa.String(length=36)
_HASH = sa.String(length=64)


def upgrade() -> None:
    """Apply."""
    _factors()
    _door()
    op.add_column("gebruikers", sa.Column("tijdelijk_tot", _MOMENT, nullable=True))
    # `mislukt` and `mislukt_tot` stay for the previous release, which counts there still
    op.execute("delete from sessies")
    for name, length in (("handvat", 36), ("apparaat", 100), ("middel", 64)):
        op.add_column(
            "sessies", sa.Column(name, sa.String(length), nullable=False, server_default="")
        )
    op.add_column("sessies", sa.Column("bevestigd_op", _MOMENT, nullable=True))
    op.add_column("sessies", sa.Column("extern_sid", sa.String(length=255), nullable=True))
    op.create_index("ix_sessies_extern_sid", "sessies", ["extern_sid"])
    op.add_column("handtekeningen", sa.Column("bevestigd_met", _HASH, nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column("handtekeningen", "bevestigd_met")
    op.drop_index("ix_sessies_extern_sid", "sessies")
    for name in ("extern_sid", "bevestigd_op", "middel", "apparaat", "handvat"):
        op.drop_column("sessies", name)
    op.drop_column("gebruikers", "tijdelijk_tot")
    for table in (
        "externe_accounts",
        "uitdagingen",
        "pogingen",
        "apparaten",
        "aanmeldingen",
        "herstelcodes",
        "passkeys",
        "totp",
    ):
        op.drop_table(table)


def _user(table: str, *, nullable: bool = False) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    return (
        sa.Column("gebruiker_id", _ID, nullable=nullable),
        sa.ForeignKeyConstraint(
            ["gebruiker_id"],
            ["gebruikers.id"],
            name=op.f(f"fk_{table}_gebruiker_id"),
            ondelete="CASCADE",
        ),
    )


def _factors() -> None:
    op.create_table(
        "totp",
        *_user("totp"),
        sa.Column("geheim", sa.Text(), nullable=False),
        sa.Column("laatste_stap", sa.Integer(), nullable=True),
        sa.Column("toegevoegd_op", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("gebruiker_id", name=op.f("pk_totp")),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", _ID, nullable=False),
        *_user("passkeys"),
        sa.Column("credential", sa.String(length=1400), nullable=False),
        sa.Column("sleutel", sa.LargeBinary(), nullable=False),
        sa.Column("teller", sa.Integer(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("toegevoegd_op", _MOMENT, nullable=False),
        sa.Column("gebruikt_op", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkeys_credential")),
    )
    op.create_index("ix_passkeys_gebruiker_id", "passkeys", ["gebruiker_id"])
    op.create_table(
        "herstelcodes",
        sa.Column("id", _HASH, nullable=False),
        *_user("herstelcodes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_herstelcodes")),
    )
    op.create_index("ix_herstelcodes_gebruiker_id", "herstelcodes", ["gebruiker_id"])


def _door() -> None:
    op.create_table(
        "aanmeldingen",
        sa.Column("id", _HASH, nullable=False),
        *_user("aanmeldingen"),
        sa.Column("bewezen", sa.String(length=64), nullable=True),
        sa.Column("verloopt_op", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aanmeldingen")),
    )
    op.create_index("ix_aanmeldingen_gebruiker_id", "aanmeldingen", ["gebruiker_id"])
    op.create_table(
        "apparaten",
        sa.Column("id", _HASH, nullable=False),
        *_user("apparaten"),
        sa.Column("gezien_op", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", "gebruiker_id", name=op.f("pk_apparaten")),
    )
    op.create_table(
        "pogingen",
        *_user("pogingen"),
        sa.Column("soort", sa.String(length=64), nullable=False),
        sa.Column("bron", _HASH, nullable=False),
        sa.Column("mislukt", sa.Integer(), nullable=False),
        sa.Column("sinds", _MOMENT, nullable=False),
        sa.Column("tot", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("gebruiker_id", "soort", "bron", name=op.f("pk_pogingen")),
    )
    op.create_table(
        "uitdagingen",
        sa.Column("id", _HASH, nullable=False),
        sa.Column("doel", sa.String(length=64), nullable=False),
        *_user("uitdagingen", nullable=True),
        sa.Column("waarde", sa.Text(), nullable=False),
        sa.Column("verloopt_op", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitdagingen")),
    )
    op.create_index("ix_uitdagingen_gebruiker_id_doel", "uitdagingen", ["gebruiker_id", "doel"])
    op.create_index("ix_uitdagingen_verloopt_op", "uitdagingen", ["verloopt_op"])
    op.create_table(
        "externe_accounts",
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("sub", sa.String(length=255), nullable=False),
        *_user("externe_accounts"),
        sa.Column("aanbieder", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "sub", name=op.f("pk_externe_accounts")),
        sa.UniqueConstraint("gebruiker_id", name=op.f("uq_externe_accounts_gebruiker_id")),
    )
