"""Tables of a case and the people in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, Code, FeitRow, Id
from engine.store.schema.verzegeld import VerzegeldeBytes, VerzegeldeTekst, VerzegeldeVelden


class GemeenteRow(Base):
    """A municipality and its settings."""

    __tablename__ = "gemeenten"

    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    naam: Mapped[str]
    burgemeester: Mapped[str]
    adres: Mapped[str]
    postcode_plaats: Mapped[str]
    telefoon: Mapped[str]
    rechtbank: Mapped[str]
    rechtbank_adres: Mapped[str]
    hulpinstantie: Mapped[str | None]
    hulpinstantie_telefoon: Mapped[str | None]
    veilig_thuis_telefoon: Mapped[str]
    kleur: Mapped[str] = mapped_column(String(7))
    feestdagen: Mapped[list[str]]
    opvolgtijden: Mapped[dict[str, Any]]
    #: Into `beelden`; no foreign key, for SQLite adds none to a table that others refer to.
    wapen_sha256: Mapped[str | None] = mapped_column(String(64))
    wapen_breedte_mm: Mapped[int | None]
    ondertekening: Mapped[list[str]]
    locoburgemeesters: Mapped[list[str]]
    antwoordadres: Mapped[str | None]
    email: Mapped[str | None]
    controle_adres: Mapped[str | None]


class BeeldRow(Base):
    """An image on letters, made safe before it was kept, by the hash of its bytes."""

    __tablename__ = "beelden"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    soort: Mapped[str] = mapped_column(Code)
    inhoud: Mapped[bytes]


class ZaakRow(Base):
    """A case as lists and searches need it. `status`, `opgelegd_op` and `einde` are projections.

    `lopend_op` is what the list of running cases sorts by: `einde`, or the end of time while there
    is none; empty for a case that no longer runs.
    """

    __tablename__ = "zaken"
    __table_args__ = (
        Index("ix_zaken_lopend", "gemeente", "lopend_op", "gemeld_op", "id"),
        Index("ix_zaken_status", "gemeente", "status", "lopend_op", "gemeld_op", "id"),
        Index("ix_zaken_gemeld", "gemeente", "gemeld_op", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    nummer: Mapped[str] = mapped_column(Code, unique=True)
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"))
    registratienummer: Mapped[str | None] = mapped_column(String(200), unique=True)
    gemeld_op: Mapped[datetime]
    status: Mapped[str] = mapped_column(Code)
    opgelegd_op: Mapped[datetime | None]
    einde: Mapped[datetime | None]
    lopend_op: Mapped[datetime | None]


class ZaakNummerRow(Base):
    """The last number given out per year."""

    __tablename__ = "zaaknummers"

    jaar: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    laatste: Mapped[int]


class MeldingRow(FeitRow, Base):
    """The report; its people and its home are rows of their own."""

    __tablename__ = "meldingen"

    bron: Mapped[str] = mapped_column(Code)
    registratienummer: Mapped[str | None]
    incident_op: Mapped[datetime]
    aanleiding: Mapped[VerzegeldeTekst]
    binnengetreden_op: Mapped[datetime | None]
    kindermishandeling: Mapped[bool]
    eergerelateerd: Mapped[bool]
    woont_in_woning: Mapped[bool]


class PersoonRow(Base):
    """A person of a case: the one it is about (`betrokkene`) or a housemate."""

    __tablename__ = "personen"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    zaak_id: Mapped[str] = mapped_column(Id, ForeignKey("zaken.id", ondelete="CASCADE"), index=True)
    hoedanigheid: Mapped[str] = mapped_column(Code)
    volgorde: Mapped[int]
    voornamen: Mapped[VerzegeldeTekst]
    tussenvoegsel: Mapped[VerzegeldeTekst | None]
    achternaam: Mapped[VerzegeldeTekst]
    geboortedatum: Mapped[VerzegeldeTekst]
    geslacht: Mapped[str | None]
    bsn: Mapped[VerzegeldeTekst | None]
    taal: Mapped[str] = mapped_column(String(3))
    telefoon: Mapped[VerzegeldeTekst | None]
    email: Mapped[VerzegeldeTekst | None]
    relatie: Mapped[str | None]
    verblijf: Mapped[str | None]
    contactverbod: Mapped[bool | None]


class _Adres:
    straat: Mapped[VerzegeldeTekst]
    huisnummer: Mapped[VerzegeldeTekst]
    toevoeging: Mapped[VerzegeldeTekst | None]
    postcode: Mapped[VerzegeldeTekst]
    plaats: Mapped[VerzegeldeTekst]


class AdresRow(_Adres, Base):
    """The home a case is about."""

    __tablename__ = "adressen"

    zaak_id: Mapped[str] = mapped_column(
        Id, ForeignKey("zaken.id", ondelete="CASCADE"), primary_key=True
    )


class GeheimAdresRow(_Adres, Base):
    """Where a housemate stays elsewhere. Kept apart: no letter, list or export ever reads this."""

    __tablename__ = "geheime_adressen"

    persoon_id: Mapped[str] = mapped_column(
        Id, ForeignKey("personen.id", ondelete="CASCADE"), primary_key=True
    )


class DocumentRow(Base):
    """A paper that was made: the bytes, their hash and the data they were made from."""

    __tablename__ = "documenten"
    __table_args__ = (UniqueConstraint("zaak_id", "document", "aan", "versie"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    zaak_id: Mapped[str] = mapped_column(Id, ForeignKey("zaken.id", ondelete="CASCADE"), index=True)
    document: Mapped[str] = mapped_column(Code)
    aan: Mapped[str] = mapped_column(Code)
    versie: Mapped[int]
    titel: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    inhoud: Mapped[VerzegeldeBytes]
    paginas: Mapped[int]
    renderer: Mapped[str]
    gegevens: Mapped[VerzegeldeVelden]
    gemaakt_op: Mapped[datetime]
    code: Mapped[str | None] = mapped_column(String(19), index=True)


class HandtekeningRow(Base):
    """The digital signature in a paper: who set it, when, and how strong it is.

    `basis` is the hash of the paper as it was read and approved; the signed file has its own.
    `bevestigd_met` is how whoever approved it showed who they are (Awb 2:16).
    """

    __tablename__ = "handtekeningen"

    document_id: Mapped[str] = mapped_column(
        Id, ForeignKey("documenten.id", ondelete="CASCADE"), primary_key=True
    )
    zaak_id: Mapped[str] = mapped_column(Id, ForeignKey("zaken.id", ondelete="CASCADE"), index=True)
    basis: Mapped[str] = mapped_column(String(64))
    door_naam: Mapped[str]
    rol: Mapped[str] = mapped_column(Code)
    ondertekend_op: Mapped[datetime]
    niveau: Mapped[str] = mapped_column(Code)
    certificaat: Mapped[str]
    proef: Mapped[bool]
    bewijs: Mapped[bytes | None]
    bevestigd_met: Mapped[str | None] = mapped_column(Code)


class OndertekencertificaatRow(Base):
    """A certificate that decisions were signed with here, by its hash, and in which function.

    It names no case, and stays when the cases are destroyed in which it was used: somebody may
    still hold a decision, and ask whether its signature was set here.
    """

    __tablename__ = "ondertekencertificaten"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"), primary_key=True)
    rol: Mapped[str] = mapped_column(Code, primary_key=True)
