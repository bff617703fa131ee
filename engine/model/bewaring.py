"""The end of a file (Wth 10.1)."""

from __future__ import annotations

from dataclasses import dataclass

from engine.model.feit import Feit


@dataclass(frozen=True, kw_only=True)
class Wissen(Feit):
    """Somebody confirmed the destruction. The last fact of a file, and never kept on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cijfers:
    """What stays of a destroyed file: nobody can be found back from it.

    Attributes:
        jaar: of the report.
        dagen: how long the order held, in whole days; None when it never did.
        verstreken: terms that passed without being met.
        uitspraak: what a court ruled last, if any did.
    """

    gemeente: str
    jaar: int
    bevoegdheid: str
    kindermishandeling: bool
    kinderen: bool
    dagen: int | None
    verlengd: bool
    ingetrokken: bool
    uitspraak: str | None
    overtredingen: int
    hulp_uithuisgeplaatste: bool | None
    hulp_achterblijvers: bool | None
    verstreken: tuple[str, ...]
