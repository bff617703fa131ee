"""What there is to tell about a step, asked for within its own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from engine.model.attendering import Attendering
from engine.model.feit import Feit
from engine.model.gebruikers import SYSTEEM, Actor, Rol
from engine.model.naleving import Overtreding
from engine.model.oplegging import Bevestiging
from engine.model.rechtsbescherming import Uitspraak, VerzoekVoorlopigeVoorziening
from engine.store.zaken import TaskOnList

Payload = dict[str, Any]

_MUNICIPALITY = (Rol.BURGEMEESTER, Rol.AMBTENAAR)
#: What happens in a case that people must hear of besides their tasks, and who. All of them see
#: the decisions of a case: that somebody broke an order is nobody else's business.
VOORVALLEN: Mapping[type[Feit], tuple[str, tuple[Rol, ...]]] = {
    Overtreding: ("Overtreding van het huisverbod gemeld", (*_MUNICIPALITY, Rol.HULPOFFICIER)),
    VerzoekVoorlopigeVoorziening: (
        "Verzoek om een voorlopige voorziening",
        (*_MUNICIPALITY, Rol.JURIST),
    ),
    Uitspraak: ("Uitspraak van de rechter", (*_MUNICIPALITY, Rol.JURIST, Rol.HULPOFFICIER)),
}
_NOT_CONFIRMED = "Telefonisch besluit niet bevestigd: het huisverbod is ingetrokken"


def payload(
    soort: Attendering,
    gemeente: str,
    rollen: Iterable[str],
    onderwerp: str,
    op: datetime,
    actor: Actor = SYSTEEM,
    **more: Any,
) -> Payload:
    """What must be told, without any personal data.

    Args:
        rollen: who must hear it; with `aan` (a user id) the roles in which it may concern him.
        op: when it happened (UTC).
        actor: who did it: he knows already.
        more: `taak_id`, `aan`.
    """
    return {
        "soort": soort.value,
        "gemeente": gemeente,
        "rollen": list(rollen),
        "onderwerp": onderwerp,
        "op": op.isoformat(),
        "behalve": actor.id if actor != SYSTEEM else None,
        "door_naam": actor.naam if actor != SYSTEEM else None,
        **more,
    }


def of_step(
    zaak_id: str,
    gemeente: str,
    opened: Iterable[TaskOnList],
    feiten: Sequence[Feit],
    known: int,
    actor: Actor,
    op: datetime,
) -> dict[str, Payload]:
    """Tasks that opened and incidents that were recorded, by key.

    Args:
        feiten: what was recorded in this step.
        known: how many facts were on file before it.
    """
    found = {
        f"taak:{task.id}": payload(
            Attendering.TAAK_GEOPEND,
            gemeente,
            # the one whose turn it is: the same people on whose list it stands
            task.rollen[:1],
            task.naam,
            op,
            actor,
            taak_id=task.id,
        )
        for task in opened
    }
    for number, feit in enumerate(feiten, start=known + 1):
        voorval = _voorval(feit)
        if voorval is not None:
            onderwerp, rollen = voorval
            found[f"voorval:{zaak_id}:{number}"] = payload(
                Attendering.VOORVAL, gemeente, rollen, onderwerp, op, actor
            )
    return found


def _voorval(feit: Feit) -> tuple[str, tuple[Rol, ...]] | None:
    if isinstance(feit, Bevestiging) and not feit.akkoord:
        return _NOT_CONFIRMED, (Rol.AMBTENAAR, Rol.HULPOFFICIER)
    return VOORVALLEN.get(type(feit))
