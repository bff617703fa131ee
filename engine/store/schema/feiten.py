"""Tables of what is recorded along the way, one per kind of fact."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, Code, FeitRow
from engine.store.schema.verzegeld import VerzegeldeTekst, VerzegeldeVelden


class RisicotaxatieRow(FeitRow, Base):
    """The fixed list, filled in; ticked items are rows of `signalen`."""

    __tablename__ = "risicotaxaties"

    oordelen: Mapped[VerzegeldeVelden]
    toelichting: Mapped[VerzegeldeTekst]


class SignaalRow(Base):
    """One ticked item with its source."""

    __tablename__ = "signalen"

    risicotaxatie_id: Mapped[int] = mapped_column(
        ForeignKey("risicotaxaties.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(8), primary_key=True)
    bron: Mapped[VerzegeldeTekst]
    betwist: Mapped[bool]


class AdviesEerRow(FeitRow, Base):
    """Expert advice on honour-related violence."""

    __tablename__ = "adviezen_eer"

    advies: Mapped[VerzegeldeTekst]
    deskundige: Mapped[VerzegeldeTekst]
    gevraagd_op: Mapped[datetime]


class OverlegRow(FeitRow, Base):
    """Consultation of Veilig Thuis."""

    __tablename__ = "overleggen_veilig_thuis"

    overlegd_op: Mapped[datetime]
    contactpersoon: Mapped[VerzegeldeTekst]
    advies: Mapped[VerzegeldeTekst]


class ZienswijzeRow(FeitRow, Base):
    """A hearing, or why there was none."""

    __tablename__ = "zienswijzen"

    fase: Mapped[str] = mapped_column(Code)
    gehoord: Mapped[bool]
    gehoord_op: Mapped[datetime | None]
    verklaring: Mapped[VerzegeldeTekst | None]
    reden: Mapped[str | None]
    toelichting: Mapped[VerzegeldeTekst | None]
    tolk: Mapped[bool]


class BesluitRow(FeitRow, Base):
    """A decision on the report."""

    __tablename__ = "besluiten"

    uitkomst: Mapped[str] = mapped_column(Code)
    motivering: Mapped[VerzegeldeTekst]
    rol: Mapped[str] = mapped_column(Code)
    bevoegdheid: Mapped[str] = mapped_column(Code)
    besloten_op: Mapped[datetime]
    grondslag: Mapped[str | None]
    gronden: Mapped[VerzegeldeVelden]
    belangenafweging: Mapped[VerzegeldeTekst | None]
    opvang_kinderen: Mapped[VerzegeldeTekst | None]
    mondeling_aangezegd_op: Mapped[datetime | None]
    telefonisch: Mapped[VerzegeldeVelden | None]


class BevestigingRow(FeitRow, Base):
    """The mayor's word on a decision by telephone."""

    __tablename__ = "bevestigingen"

    akkoord: Mapped[bool]
    toelichting: Mapped[VerzegeldeTekst | None]


class KennisnameRow(FeitRow, Base):
    """The mayor took note of an order under mandate."""

    __tablename__ = "kennisnames"


class OndertekeningRow(FeitRow, Base):
    """A signature: under which bytes."""

    __tablename__ = "ondertekeningen"

    document: Mapped[str] = mapped_column(Code)
    sha256: Mapped[str] = mapped_column(String(64))
    rol: Mapped[str] = mapped_column(Code)
    ondertekend_op: Mapped[datetime]


class UitreikingRow(FeitRow, Base):
    """Service of the order."""

    __tablename__ = "uitreikingen"

    wijze: Mapped[str] = mapped_column(Code)
    uitgereikt_op: Mapped[datetime]
    sleutels: Mapped[int]
    bereikbaar: Mapped[VerzegeldeTekst | None]
    raadsman: Mapped[str] = mapped_column(Code)
    getekend: Mapped[bool | None]
    tolk: Mapped[bool]
    informatieblad_taal: Mapped[str | None]


class BereikbaarheidRow(FeitRow, Base):
    """Where the person can be reached."""

    __tablename__ = "bereikbaarheden"

    bereikbaar: Mapped[VerzegeldeTekst]
    doorgegeven_op: Mapped[datetime]


class WensRechtsbijstandRow(FeitRow, Base):
    """A wish for counsel."""

    __tablename__ = "wensen_rechtsbijstand"

    geuit_op: Mapped[datetime]


class RechtsbijstandRow(FeitRow, Base):
    """The Raad voor Rechtsbijstand was notified."""

    __tablename__ = "rechtsbijstand"

    gemeld_op: Mapped[datetime]
    raadsman: Mapped[VerzegeldeTekst | None]


class MededelingHuisgenotenRow(FeitRow, Base):
    """The housemates were told."""

    __tablename__ = "mededelingen_huisgenoten"

    medegedeeld_op: Mapped[datetime]
    wijze: Mapped[str] = mapped_column(Code)


class HulpaanbodRow(FeitRow, Base):
    """An offer of help."""

    __tablename__ = "hulpaanbiedingen"

    aan: Mapped[str] = mapped_column(Code)
    aangeboden_op: Mapped[datetime]
    aanvaard: Mapped[bool]
    belemmert_niet: Mapped[bool | None]
    werkt_mee: Mapped[bool | None]
    toelichting: Mapped[VerzegeldeTekst | None]


class PlanVanAanpakRow(FeitRow, Base):
    """A plan of the help body."""

    __tablename__ = "plannen_van_aanpak"

    plan: Mapped[VerzegeldeTekst]


class VerlengingsadviesRow(FeitRow, Base):
    """Advice on extending."""

    __tablename__ = "verlengingsadviezen"

    advies: Mapped[str] = mapped_column(Code)
    dreiging_voortzet: Mapped[bool]
    motivering: Mapped[VerzegeldeTekst]


class VerlengingsbesluitRow(FeitRow, Base):
    """A decision on extending."""

    __tablename__ = "verlengingsbesluiten"

    uitkomst: Mapped[str] = mapped_column(Code)
    motivering: Mapped[VerzegeldeTekst]
    tot: Mapped[datetime | None]
    dreiging_voortzet: Mapped[bool | None]
    feiten_sindsdien: Mapped[VerzegeldeTekst | None]
    afwijking_advies: Mapped[VerzegeldeTekst | None]


class UitreikingVerlengingRow(FeitRow, Base):
    """Service of an extension."""

    __tablename__ = "uitreikingen_verlenging"

    wijze: Mapped[str] = mapped_column(Code)
    uitgereikt_op: Mapped[datetime]
    tot: Mapped[datetime]


class IntrekkingsverzoekRow(FeitRow, Base):
    """A reason to look again at whether the order stands."""

    __tablename__ = "intrekkingsverzoeken"

    aanleiding: Mapped[str] = mapped_column(Code)
    toelichting: Mapped[VerzegeldeTekst | None]


class IntrekkingsbesluitRow(FeitRow, Base):
    """A decision on withdrawing."""

    __tablename__ = "intrekkingsbesluiten"

    uitkomst: Mapped[str] = mapped_column(Code)
    grond: Mapped[str | None]
    motivering: Mapped[VerzegeldeTekst]


class OvertredingRow(FeitRow, Base):
    """A breach."""

    __tablename__ = "overtredingen"

    gepleegd_op: Mapped[datetime]
    omschrijving: Mapped[VerzegeldeTekst]
    aangehouden: Mapped[bool]


class OpvolgingOvertredingRow(FeitRow, Base):
    """The prosecutor was told of a breach."""

    __tablename__ = "opvolgingen_overtreding"

    gemeld_aan_om_op: Mapped[datetime]
    toelichting: Mapped[VerzegeldeTekst | None]


class LaterFeitRow(FeitRow, Base):
    """A fact after the imposition."""

    __tablename__ = "latere_feiten"

    voorgevallen_op: Mapped[datetime]
    omschrijving: Mapped[VerzegeldeTekst]


class BegeleidContactRow(FeitRow, Base):
    """Contact arranged by the help body."""

    __tablename__ = "begeleide_contacten"

    op: Mapped[datetime]
    doel: Mapped[VerzegeldeTekst]
    aanwezigen: Mapped[VerzegeldeTekst]


class AfsluitingRow(FeitRow, Base):
    """A case was handed over and closed."""

    __tablename__ = "afsluitingen"

    overdracht: Mapped[VerzegeldeTekst]
    sleutels_terug_op: Mapped[datetime | None]
    evaluatie: Mapped[VerzegeldeTekst | None]


class AanvullingRow(FeitRow, Base):
    """A supplementary decision; its amendments as JSON, for they are read as a whole."""

    __tablename__ = "aanvullingen"

    wijzigingen: Mapped[VerzegeldeVelden]
    motivering: Mapped[VerzegeldeTekst]


class UitreikingAanvullingRow(FeitRow, Base):
    """Service of a supplementary decision."""

    __tablename__ = "uitreikingen_aanvulling"

    wijze: Mapped[str] = mapped_column(Code)
    uitgereikt_op: Mapped[datetime]


class CorrectieRow(FeitRow, Base):
    """A recorded moment put right; the row it is about stays as it was written."""

    __tablename__ = "correcties"

    veld: Mapped[str] = mapped_column(Code)
    plaats: Mapped[int]
    oude_waarde: Mapped[datetime]
    waarde: Mapped[datetime]
    reden: Mapped[VerzegeldeTekst]


class VerzoekRow(FeitRow, Base):
    """A request for interim relief."""

    __tablename__ = "verzoeken_voorlopige_voorziening"

    ontvangen_op: Mapped[datetime]
    indiener: Mapped[str] = mapped_column(Code)
    tegen: Mapped[str] = mapped_column(Code)


class BeroepRow(FeitRow, Base):
    """An appeal."""

    __tablename__ = "beroepen"

    ontvangen_op: Mapped[datetime]
    indiener: Mapped[str] = mapped_column(Code)
    tegen: Mapped[str] = mapped_column(Code)


class ProcesstukkenRow(FeitRow, Base):
    """The court file was sent."""

    __tablename__ = "processtukken"

    verzonden_op: Mapped[datetime]


class ZittingRow(FeitRow, Base):
    """A hearing in court."""

    __tablename__ = "zittingen"

    gehouden_op: Mapped[datetime]


class UitspraakRow(FeitRow, Base):
    """A ruling."""

    __tablename__ = "uitspraken"

    procedure: Mapped[str] = mapped_column(Code)
    tegen: Mapped[str] = mapped_column(Code)
    uitspraak_op: Mapped[datetime]
    uitkomst: Mapped[str] = mapped_column(Code)
    per: Mapped[datetime]
    namen: Mapped[VerzegeldeVelden]
    voorwaarde: Mapped[VerzegeldeVelden | None]
    ook_beroep: Mapped[bool]
    ecli: Mapped[str | None]


class MededelingUitspraakRow(FeitRow, Base):
    """A ruling was told to those concerned."""

    __tablename__ = "mededelingen_uitspraak"

    medegedeeld_op: Mapped[datetime]


class VoorwaardeVervuldRow(FeitRow, Base):
    """The condition of a suspension was met."""

    __tablename__ = "voorwaarden_vervuld"

    op: Mapped[datetime]
