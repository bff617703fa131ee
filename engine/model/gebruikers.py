"""Who acts: roles, the people who hold them, and the mandates of art. 3 Wth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Rol(StrEnum):
    """The roles of the process; each is the name of a lane in the models."""

    POLITIE = "politie"
    HULPOFFICIER = "hulpofficier"
    BURGEMEESTER = "burgemeester"
    AMBTENAAR = "ambtenaar"
    HULPVERLENING = "hulpverlening"
    JURIST = "jurist"
    BEHEERDER = "beheerder"
    TOEZICHTHOUDER = "toezichthouder"


#: What a role can do besides its own work: a hulpofficier can do all that police can.
INCLUDES: dict[Rol, frozenset[Rol]] = {Rol.HULPOFFICIER: frozenset({Rol.POLITIE})}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who asks for something, with the roles held in each gemeente.

    Attributes:
        id: the user's opaque id.
        naam: name as it is printed on papers and in the history.
        rollen: pairs of role and gemeente code.
    """

    id: str
    naam: str
    rollen: frozenset[tuple[Rol, str]]

    def holds(self, rol: Rol, gemeente: str) -> bool:
        """Whether the role is held in the gemeente, itself or through a wider role."""
        return any(
            where == gemeente and (held is rol or rol in INCLUDES.get(held, frozenset()))
            for held, where in self.rollen
        )

    @property
    def gemeenten(self) -> frozenset[str]:
        """Codes of the gemeenten in which any role is held."""
        return frozenset(gemeente for _, gemeente in self.rollen)


#: The one who acts when a moment falls due and nobody pressed a button.
SYSTEEM = Actor(id="systeem", naam="Systeem", rollen=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandaat:
    """A mandate to one hulpofficier van justitie (Wth 3.1), in force from `van` until `tot`.

    Attributes:
        van: first day it holds (Amsterdam date).
        tot: day from which it holds no longer (exclusive).
        verleend_door: name of the mayor who granted it.
    """

    gemeente: str
    hulpofficier: str
    van: date
    tot: date
    verleend_door: str
