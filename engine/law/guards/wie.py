"""What the law says when the wrong person, or a person too late, reaches for a task.

Roles and open tasks are the process's business; where the law has a rule of its own about who and
when, its code comes before the mechanical `rol` and `status`.
"""

from __future__ import annotations

from datetime import datetime

from engine.errors import Reden, RefusedByLaw
from engine.law.guards.verlenging import lapsed
from engine.model.gebruikers import Rol
from engine.model.zaak import Zaak

#: Extending and withdrawing are the mayor's own, never under mandate.
MAYORS_OWN = frozenset(
    {
        "besluit_verlenging",
        "ondertekening_verlenging",
        "besluit_intrekking",
        "ondertekening_intrekking",
    }
)
#: What can no longer be done once the order has ended.
BEFORE_THE_END = frozenset(
    {"besluit_verlenging", "ondertekening_verlenging", "uitreiking_verlenging"}
)


def refuse_role(task: str, rollen: frozenset[Rol]) -> None:
    """Say what the law says about somebody with these roles but not the task's own.

    Raises:
        RefusedByLaw: Wth 3.1 for what cannot be mandated, Awb 10:11 for signing.
    """
    if task in MAYORS_OWN:
        raise RefusedByLaw(
            "wth-3-1",
            [
                Reden(
                    "Alleen de burgemeester mag een huisverbod verlengen of intrekken; hiervoor "
                    "bestaat geen mandaat. Leg het de burgemeester voor."
                )
            ],
            "Wth 3.1",
        )
    if task == "ondertekening" and Rol.HULPOFFICIER in rollen:
        raise RefusedByLaw(
            "awb-10-11",
            [
                Reden(
                    "Wie besloot, ondertekent. Zonder mandaat en zonder vastgelegd telefonisch "
                    "besluit tekent alleen de burgemeester."
                )
            ],
            "Awb 10:11",
        )


def refuse_too_late(zaak: Zaak, task: str, at: datetime) -> None:
    """Say what the law says about a task that closed because the order ended.

    Raises:
        RefusedByLaw: Wth 9.1, when the order had ended at `at` (UTC).
    """
    if task not in BEFORE_THE_END:
        return
    reden = lapsed(zaak, at)
    if reden is not None:
        raise RefusedByLaw("wth-9-1-verstreken", [reden], "Wth 9.1")
