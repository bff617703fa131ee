"""In whose name a decision is signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rol = Literal["burgemeester", "hulpofficier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """The person who approved the decision, and as what.

    Attributes:
        gemeente: code of the gemeente.
        naam: as it stands in the visible part of the signature.
        gebruiker: their user id, which nobody else has; names are shared, and change.
    """

    gemeente: str
    gemeente_naam: str
    rol: Rol
    naam: str
    gebruiker: str = ""
