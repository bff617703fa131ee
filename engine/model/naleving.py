"""What happens while an order runs: breaches, facts, arranged contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.model.feit import Feit


@dataclass(frozen=True, kw_only=True)
class Overtreding(Feit):
    """The order was broken (Wth 11); it stays in force."""

    gepleegd_op: datetime
    omschrijving: str
    aangehouden: bool


@dataclass(frozen=True, kw_only=True)
class OpvolgingOvertreding(Feit):
    """The prosecutor was told of a breach."""

    gemeld_aan_om_op: datetime
    toelichting: str | None = None


@dataclass(frozen=True, kw_only=True)
class LaterFeit(Feit):
    """A fact after the imposition, which a judge weighs too (Wth 6.2)."""

    voorgevallen_op: datetime
    omschrijving: str


@dataclass(frozen=True, kw_only=True)
class BegeleidContact(Feit):
    """Contact arranged by the help body, on file so that nobody takes it for a breach."""

    op: datetime
    doel: str
    aanwezigen: str
