"""A municipality: what its letters and its process need to know about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wapen:
    """The coat of arms or logo above a municipality's letters; its bytes are kept by their hash.

    Attributes:
        soort: `svg` or `png`.
        breedte_mm: how wide it is printed.
    """

    sha256: str
    soort: str
    breedte_mm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemeente:
    """A municipality and the bodies it works with.

    Attributes:
        code: CBS code of four digits.
        hulpinstantie: name of the help body other than Veilig Thuis, or None when there is none.
        feestdagen: days made equal to a holiday by royal decree (Atw 3.3).
        opvolgtijden: task id → follow-up time in the models' own grammar; overrides the model's.
        ondertekening: lines under the mayor's name where a decision is signed.
        locoburgemeesters: names of those who replace the mayor; as such they sign.
        antwoordadres, email: where letters can be answered, when not at `adres`.
        controle_adres: the public address where the code on a decision is checked.
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
    wapen: Wapen | None = None
    ondertekening: tuple[str, ...] = ()
    locoburgemeesters: tuple[str, ...] = ()
    antwoordadres: str | None = None
    email: str | None = None
    controle_adres: str | None = None
