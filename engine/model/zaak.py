"""A case: what is on its file, in the order in which it was written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from engine.model.beoordeling import Fase, Risicotaxatie, Zienswijze
from engine.model.feit import Feit
from engine.model.gemeente import Gemeente
from engine.model.hulpaanbod import HulpAan, Hulpaanbod
from engine.model.melding import Melding
from engine.model.oplegging import Besluit, Ondertekening, Uitkomst
from engine.model.uitreiking import Uitreiking

F = TypeVar("F", bound=Feit)


class Status(StrEnum):
    """Where a case stands. `van_kracht` and `verlengd` hold exactly while the order binds."""

    IN_BEOORDELING = "in_beoordeling"
    TER_BESLUIT = "ter_besluit"
    NIET_OPGELEGD = "niet_opgelegd"
    TER_ONDERTEKENING = "ter_ondertekening"
    TER_UITREIKING = "ter_uitreiking"
    VAN_KRACHT = "van_kracht"
    VERLENGD = "verlengd"
    GEEINDIGD = "geeindigd"
    INGETROKKEN = "ingetrokken"
    GESCHORST = "geschorst"
    VERNIETIGD = "vernietigd"
    GESLOTEN = "gesloten"
    GEWIST = "gewist"


#: Statuses in which the order binds.
BINDEND = frozenset({Status.VAN_KRACHT, Status.VERLENGD})
#: Statuses in which a case no longer runs.
AFGELOPEN = frozenset({Status.GESLOTEN, Status.GEWIST, Status.NIET_OPGELEGD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaak:
    """One case with all recorded facts. Nothing here is changed: a new fact makes a new Zaak.

    Attributes:
        id: opaque id, safe in an address.
        nummer: the number people use ("HV-2026-0001").
        gemeente: the municipality of the home.
        feiten: everything on file, oldest first, as it reads with what was put right since.
    """

    id: str
    nummer: str
    gemeente: Gemeente
    feiten: tuple[Feit, ...]

    def with_feit(self, feit: Feit) -> Zaak:
        """The case with one more fact on its file; a correction changes how earlier ones read."""
        return replace(self, feiten=(*feit.rewrites(self.feiten), feit))

    @classmethod
    def of(cls, id: str, nummer: str, gemeente: Gemeente, written: Iterable[Feit]) -> Zaak:
        """A case from its file as it was written down, oldest first."""
        feiten: tuple[Feit, ...] = ()
        for feit in written:
            feiten = (*feit.rewrites(feiten), feit)
        return cls(id=id, nummer=nummer, gemeente=gemeente, feiten=feiten)

    def all(self, kind: type[F]) -> tuple[F, ...]:
        """All facts of a kind, oldest first."""
        return tuple(feit for feit in self.feiten if isinstance(feit, kind))

    def last(self, kind: type[F]) -> F | None:
        """The latest fact of a kind; what was recorded before it stays on file."""
        return next((feit for feit in reversed(self.feiten) if isinstance(feit, kind)), None)

    @property
    def melding(self) -> Melding:
        """The report; every case has one."""
        melding = self.last(Melding)
        if melding is None:
            raise ValueError(f"zaak {self.id} has no melding")
        return melding

    @property
    def risicotaxatie(self) -> Risicotaxatie | None:
        """The assessment as it stands."""
        return self.last(Risicotaxatie)

    @property
    def besluit(self) -> Besluit | None:
        """The latest decision on the report."""
        return self.last(Besluit)

    @property
    def oplegging(self) -> Besluit | None:
        """The decision to impose, if that is what was decided."""
        besluit = self.besluit
        return besluit if besluit is not None and besluit.uitkomst is Uitkomst.OPLEGGEN else None

    @property
    def uitreiking(self) -> Uitreiking | None:
        """The service of the order."""
        return self.last(Uitreiking)

    def zienswijze(self, fase: Fase, since: datetime | None = None) -> Zienswijze | None:
        """The latest hearing before a decision, written down after `since` (UTC) if given."""
        return next(
            (
                feit
                for feit in reversed(self.all(Zienswijze))
                if feit.fase is fase and (since is None or feit.vastgelegd_op > since)
            ),
            None,
        )

    def ondertekening(self, document: str) -> Ondertekening | None:
        """The latest signature under a document."""
        return next(
            (feit for feit in reversed(self.all(Ondertekening)) if feit.document == document), None
        )

    def hulpaanbod(self, aan: HulpAan) -> Hulpaanbod | None:
        """The latest offer of help to one side."""
        return next((feit for feit in reversed(self.all(Hulpaanbod)) if feit.aan is aan), None)
