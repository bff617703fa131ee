"""A municipality: what its letters and its process need to know about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemeente:
    """A municipality and the bodies it works with.

    Attributes:
        code: CBS code of four digits.
        hulpinstantie: name of the help body other than Veilig Thuis, or None when there is none.
        feestdagen: days made equal to a holiday by royal decree (Atw 3.3).
        opvolgtijden: task id → follow-up time in the models' own grammar; overrides the model's.
    """

    code: str
    naam: str
    burgemeester: str
    adres: str
    postcode_plaats: str
    telefoon: str
    rechtbank: str
    rechtbank_adres: str
    hulpinstantie: str | None
    hulpinstantie_telefoon: str | None
    veilig_thuis_telefoon: str
    kleur: str = "#154273"
    feestdagen: frozenset[date] = frozenset()
    opvolgtijden: dict[str, str] = field(default_factory=dict)
