"""What a user may hear of what others did: no more than the case's own page tells."""

from __future__ import annotations

from dataclasses import dataclass

from engine.access import policy
from engine.access.policy import Part
from engine.model.gebruikers import Actor

#: Tasks and messages that belong to the help, which police do not follow.
HELP = frozenset(
    {
        "hulpaanbod_uithuisgeplaatste",
        "hulpaanbod_achterblijvers",
        "plan_van_aanpak",
        "verlengingsadvies",
        "begeleid_contact",
        "afsluiting",
    }
)


@dataclass(frozen=True, slots=True)
class Gehoor:
    """What somebody hears of the cases of one municipality.

    Attributes:
        hulp: what was done for the help; zaak: everything else that was done.
        termijnen: terms that passed. status: that the status changed.
    """

    hulp: bool
    zaak: bool
    termijnen: bool
    status: bool

    def hears(self, subject: str) -> bool:
        """Whether a task or message is told about, by its id."""
        return self.hulp if subject in HELP else self.zaak


def hearing(actor: Actor, gemeente: str) -> Gehoor | None:
    """What this user hears of a municipality; None when nothing at all."""
    parts = policy.parts_for(actor, gemeente)
    if Part.KERN not in parts:
        return None
    return Gehoor(
        hulp=Part.HULP in parts,
        zaak=Part.GESCHIEDENIS in parts,
        termijnen=Part.TERMIJNEN in parts,
        status=True,
    )
