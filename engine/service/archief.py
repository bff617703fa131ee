"""Files and papers that leave the house: for the archive and for partners, always on the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from engine.access import policy
from engine.access.policy import Part
from engine.clock import Clock
from engine.errors import NotFound
from engine.law import agenda
from engine.law.binding import huisverbod, stopped_at
from engine.law.moments import local_date
from engine.law.rulesets import ruleset_on
from engine.model.gebruikers import SYSTEEM, Actor, Rol
from engine.store import audit, papers, zaken
from engine.store.papers import KeptPaper
from engine.store.work import Connection, Database
from engine.store.zaken import CaseRecord

#: Papers whose data are handed over too: what the municipality decided, to be worked on with.
BESLUITEN = frozenset(
    {
        "beschikking_huisverbod",
        "beschikking_verlenging",
        "beschikking_intrekking",
        "aanvullend_besluit",
    }
)
#: Which of a paper's data say from when until when.
_PERIODS = (("geldt_van", "geldt_tot"), ("einde", "tot"))


class Vorm(StrEnum):
    """In which form a paper leaves the house."""

    GEGEVENS = "gegevens"
    MDTO = "mdto"
    UITWISSELING = "uitwisseling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuk:
    """A paper that is handed over, with what metadata may tell of it.

    Attributes:
        besluit: it is a decision, so that its data go along.
        bewijs: evidence beside a signed file that it existed at a moment, if there is any.
        geldt_van, geldt_tot: first and last day it is about (Amsterdam), if it is about a period.
        gemaakt_op, ondertekend_op, uitgereikt_op: when it was made, signed and served (UTC).
    """

    id: str
    document: str
    titel: str
    aan: str
    versie: int
    besluit: bool
    sha256: str
    inhoud: bytes
    bewijs: bytes | None
    gegevens: Mapping[str, Any]
    geldt_van: date | None
    geldt_tot: date | None
    gemaakt_op: datetime
    ondertekend_op: datetime | None
    uitgereikt_op: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A file that is handed over, or the part of it that is.

    Attributes:
        gemeld_op: when the case began (UTC).
        geldt_van, geldt_tot: first and last day the order held (Amsterdam), if one was imposed.
        bewaren_jaren: how long the decisions are kept (Wth 10.1).
        bewaren_vanaf: the day of the latest decision to impose or extend, if there is one.
        bewaren_tot: the last day the file is kept, if that is known.
    """

    nummer: str
    gemeente_code: str
    gemeente_naam: str
    gemeld_op: datetime
    geldt_van: date | None
    geldt_tot: date | None
    bewaren_jaren: int
    bewaren_vanaf: date | None
    bewaren_tot: date | None
    stukken: Sequence[Stuk]


class Archief:
    """Where a file or a paper is fetched to be kept or used elsewhere.

    The line on the record is written before anything is handed over: rather one line too many than
    a copy that nobody knows of (Wth 10.2).
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def dossier(self, actor: Actor, zaak_id: str) -> Dossier:
        """A whole file, with every paper on it.

        Raises:
            NotFound: no such case for this user, or its file was destroyed.
            NotAllowed: the user's roles may not take a whole file along.
        """
        with self.database.writing() as connection:
            record = zaken.load(connection, zaak_id, lock=False)
            policy.check_sees(actor, record.zaak.gemeente.code)
            rol = policy.check_archivist(actor, record.zaak.gemeente.code)
            self._note(connection, record, actor, rol, {"export": "dossier"})
            return _gather(record, papers.kept(connection, zaak_id))

    def transfer(self, zaak_id: str) -> Dossier:
        """A whole file, for whoever runs this installation; the record names no user for it.

        Raises:
            NotFound: there is no such case, or its file was destroyed.
        """
        with self.database.writing() as connection:
            record = zaken.load(connection, zaak_id, lock=False)
            self._note(connection, record, SYSTEEM, None, {"export": "dossier"})
            return _gather(record, papers.kept(connection, zaak_id))

    def stuk(self, actor: Actor, zaak_id: str, paper_id: str, vorm: Vorm) -> Dossier:
        """A file with one paper on it, for who may read that paper.

        Raises:
            NotFound: no such case or paper for this user, or no decision, of which alone the data
                are handed over.
            NotAllowed: the user's roles see no papers at all.
        """
        with self.database.writing() as connection:
            record = zaken.load(connection, zaak_id, lock=False)
            gemeente = record.zaak.gemeente.code
            policy.check_sees(actor, gemeente, Part.DOCUMENTEN)
            paper = papers.kept_one(connection, zaak_id, paper_id)
            rol = policy.check_paper(actor, gemeente, paper.document, paper.aan)
            if vorm is not Vorm.MDTO and paper.document not in BESLUITEN:
                raise NotFound(paper_id)
            what = {"document": paper.document, "versie": paper.versie, "export": vorm.value}
            self._note(connection, record, actor, rol, what)
            return _gather(record, [paper])

    def _note(
        self,
        connection: Connection,
        record: CaseRecord,
        actor: Actor,
        rol: Rol | None,
        what: Mapping[str, object],
    ) -> None:
        now = self.clock.now()
        of = zaken.CaseHead(
            record.zaak.id, record.zaak.gemeente.code, record.status, record.zaak.nummer
        )
        audit.note_case(connection, actor, "zaak:export:gemaakt", now, of, rol=rol, details=what)


def _gather(record: CaseRecord, found: Sequence[KeptPaper]) -> Dossier:
    zaak = record.zaak
    order, since = huisverbod(zaak), agenda.kept_since(zaak)
    until = record.deadlines.get("bewaartermijn")
    end = (stopped_at(zaak, order.einde) or order.einde) if order else None
    began = zaak.melding.vastgelegd_op
    return Dossier(
        nummer=zaak.nummer,
        gemeente_code=zaak.gemeente.code,
        gemeente_naam=zaak.gemeente.naam,
        gemeld_op=began,
        geldt_van=local_date(order.opgelegd_op) if order else None,
        geldt_tot=local_date(end) if end else None,
        bewaren_jaren=ruleset_on(local_date(since or began)).bewaartermijn_jaren,
        bewaren_vanaf=local_date(since) if since else None,
        # it falls due at the midnight after the last day
        bewaren_tot=local_date(until.due - timedelta(seconds=1)) if until else None,
        stukken=[_stuk(paper) for paper in found],
    )


def _stuk(paper: KeptPaper) -> Stuk:
    besluit = paper.document in BESLUITEN
    begin, end = _period(paper.gegevens)
    return Stuk(
        id=paper.id,
        document=paper.document,
        titel=paper.titel,
        aan=paper.aan,
        versie=paper.versie,
        besluit=besluit,
        sha256=paper.sha256,
        inhoud=paper.inhoud,
        bewijs=paper.bewijs,
        gegevens=paper.gegevens,
        geldt_van=begin,
        geldt_tot=end,
        gemaakt_op=paper.gemaakt_op,
        ondertekend_op=_signed(paper) if besluit else None,
        uitgereikt_op=_moment(paper.gegevens, "uitreiking", "uitgereikt_op") if besluit else None,
    )


def _signed(paper: KeptPaper) -> datetime | None:
    """When a decision was signed: it bears the signature, or says that the one before it does."""
    return paper.ondertekend_op or _moment(paper.gegevens, "ondertekening", "ondertekend_op")


def _moment(gegevens: Mapping[str, Any], part: str, name: str) -> datetime | None:
    told = (gegevens.get(part) or {}).get(name)
    return datetime.fromisoformat(told) if told else None


def _period(gegevens: Mapping[str, Any]) -> tuple[date | None, date | None]:
    for begin, end in _PERIODS:
        if gegevens.get(begin) and gegevens.get(end):
            first, last = (datetime.fromisoformat(gegevens[name]) for name in (begin, end))
            return local_date(first), local_date(last)
    return None, None
