"""Deciding to impose, and signing what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.model.feit import Feit
from engine.model.gebruikers import Rol


class Uitkomst(StrEnum):
    """What the decision about an order is."""

    OPLEGGEN = "opleggen"
    NIET_OPLEGGEN = "niet_opleggen"
    AANVULLEN = "aanvullen"


class Grondslag(StrEnum):
    """On which limb of Wth 2.1 the order rests."""

    GEVAAR = "gevaar"
    ERNSTIG_VERMOEDEN = "ernstig_vermoeden"


class Bevoegdheid(StrEnum):
    """On what the power of whoever decides rests (Wth 3.1, Awb 10:3, 10:11)."""

    EIGEN = "eigen"
    MANDAAT = "mandaat"
    TELEFONISCH = "telefonisch"
    GEEN = "geen"


@dataclass(frozen=True, slots=True, kw_only=True)
class TelefonischBesluit:
    """What the mayor decided on the telephone, provable (Awb 10:11)."""

    besloten_op: datetime
    burgemeester: str


@dataclass(frozen=True, kw_only=True)
class Besluit(Feit):
    """The decision on a report. Fields below `motivering` belong to imposing only.

    Attributes:
        rol: the role in which was decided.
        bevoegdheid: what `bevoegdheid.dmn` makes of role, mandate and telephone.
        besloten_op: when it was decided (UTC): on the telephone, or when it was recorded.
        gronden: item codes of the annex the order rests on.
        mondeling_aangezegd_op: when the order was announced orally (Wth 2.7), if it was.
    """

    uitkomst: Uitkomst
    motivering: str
    rol: Rol
    bevoegdheid: Bevoegdheid
    besloten_op: datetime
    grondslag: Grondslag | None = None
    gronden: tuple[str, ...] = ()
    belangenafweging: str | None = None
    opvang_kinderen: str | None = None
    mondeling_aangezegd_op: datetime | None = None
    telefonisch: TelefonischBesluit | None = None

    @property
    def legt_op(self) -> bool:
        """Whether it imposes."""
        return self.uitkomst is Uitkomst.OPLEGGEN


@dataclass(frozen=True, kw_only=True)
class Bevestiging(Feit):
    """The mayor's word on what was recorded as decided by telephone."""

    akkoord: bool
    toelichting: str | None = None


@dataclass(frozen=True, kw_only=True)
class Kennisname(Feit):
    """The mayor has taken note of an order imposed under mandate (Wth 3.2)."""


@dataclass(frozen=True, kw_only=True)
class Ondertekening(Feit):
    """Somebody signed a decision: exactly these bytes.

    Attributes:
        document: id of the document (`beschikking_huisverbod`, `beschikking_verlenging`).
        sha256: hash of the PDF that was signed.
        ondertekend_op: when (UTC).
    """

    document: str
    sha256: str
    rol: Rol
    ondertekend_op: datetime
