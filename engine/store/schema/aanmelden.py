"""Tables of how people sign in: factors, what is under way, devices, failures, other providers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, Code, Id
from engine.store.schema.verzegeld import VerzegeldeTekst

#: A SHA-256 in hexadecimals.
Hash = String(64)


class TotpRow(Base):
    """The app of a user that gives codes; `laatste_stap` is the last code that was used."""

    __tablename__ = "totp"

    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), primary_key=True
    )
    geheim: Mapped[VerzegeldeTekst]
    laatste_stap: Mapped[int | None]
    toegevoegd_op: Mapped[datetime]


class PasskeyRow(Base):
    """A passkey of a user: its public key, which opens nothing by itself."""

    __tablename__ = "passkeys"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), index=True
    )
    credential: Mapped[str] = mapped_column(String(1400), unique=True)
    sleutel: Mapped[bytes]
    teller: Mapped[int]
    naam: Mapped[str]
    toegevoegd_op: Mapped[datetime]
    gebruikt_op: Mapped[datetime | None]


class HerstelcodeRow(Base):
    """A recovery code, hashed; it is removed when it is used."""

    __tablename__ = "herstelcodes"

    id: Mapped[str] = mapped_column(Hash, primary_key=True)
    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), index=True
    )


class AanmeldingRow(Base):
    """A sign-in that is not complete: the password was right, and that opens nothing yet.

    `bewezen` is the second means that was shown since, if any.
    """

    __tablename__ = "aanmeldingen"

    id: Mapped[str] = mapped_column(Hash, primary_key=True)
    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), index=True
    )
    bewezen: Mapped[str | None] = mapped_column(Code)
    verloopt_op: Mapped[datetime]


class ApparaatRow(Base):
    """A browser in which a user signed in before; only the hash of its secret is kept."""

    __tablename__ = "apparaten"

    id: Mapped[str] = mapped_column(Hash, primary_key=True)
    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), primary_key=True
    )
    gezien_op: Mapped[datetime]


class PogingRow(Base):
    """Failures on an account from one source in a row, and until when none is taken from it."""

    __tablename__ = "pogingen"

    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), primary_key=True
    )
    soort: Mapped[str] = mapped_column(Code, primary_key=True)
    bron: Mapped[str] = mapped_column(Hash, primary_key=True)
    mislukt: Mapped[int]
    sinds: Mapped[datetime]
    tot: Mapped[datetime | None]


class UitdagingRow(Base):
    """Something given out that must come back once and in time; `id` is a hash of its handle."""

    __tablename__ = "uitdagingen"
    __table_args__ = (Index("ix_uitdagingen_gebruiker_id_doel", "gebruiker_id", "doel"),)

    id: Mapped[str] = mapped_column(Hash, primary_key=True)
    doel: Mapped[str] = mapped_column(Code)
    gebruiker_id: Mapped[str | None] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE")
    )
    waarde: Mapped[VerzegeldeTekst]
    verloopt_op: Mapped[datetime] = mapped_column(index=True)


class ExternRow(Base):
    """A user of another organisation's provider, known by issuer and subject and nothing else."""

    __tablename__ = "externe_accounts"

    issuer: Mapped[str] = mapped_column(String(300), primary_key=True)
    sub: Mapped[str] = mapped_column(String(255), primary_key=True)
    gebruiker_id: Mapped[str] = mapped_column(
        Id, ForeignKey("gebruikers.id", ondelete="CASCADE"), unique=True
    )
    aanbieder: Mapped[str] = mapped_column(Code)
