"""Who may stand in for whom, and who hears of work that nobody took up."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine.model.gebruikers import Rol
from engine.model.gemeente import Gemeente

#: Who hears of a task next, when the models name nobody else who may do it: the first of these
#: that the municipality has. The mayor does not do the work of others; he is told when there is
#: nobody else, because he answers for it.
NEXT_IN_LINE: Mapping[Rol, tuple[Rol, ...]] = {
    Rol.POLITIE: (Rol.HULPOFFICIER, Rol.AMBTENAAR),
    Rol.HULPOFFICIER: (Rol.AMBTENAAR, Rol.BURGEMEESTER),
    Rol.BURGEMEESTER: (Rol.AMBTENAAR, Rol.JURIST),
    Rol.AMBTENAAR: (Rol.JURIST, Rol.BURGEMEESTER),
    Rol.HULPVERLENING: (Rol.AMBTENAAR, Rol.BURGEMEESTER),
    Rol.JURIST: (Rol.AMBTENAAR, Rol.BURGEMEESTER),
}
#: Roles that have tasks: only in these can somebody be replaced.
REPLACEABLE = tuple(NEXT_IN_LINE)


def may_replace(rol: Rol, naam: str, rollen: Collection[Rol], gemeente: Gemeente) -> bool:
    """Whether somebody may stand in for another in this role in this municipality.

    The office of the mayor is held, when he is prevented, by a member of the executive whom the
    executive designated (Gemeentewet 77): by name one of the municipality's locoburgemeesters,
    whom decisions also name as such. Such a person needs no role of his own. Every other role is
    held in its own right: nobody becomes a hulpofficier of justice by a colleague's leave.

    Args:
        naam, rollen: of the one who would stand in: his name, and the roles he holds there himself.
    """
    if rol is Rol.BURGEMEESTER:
        return naam in gemeente.locoburgemeesters or (
            naam == gemeente.burgemeester and rol in rollen
        )
    return rol in rollen and rol in REPLACEABLE


def next_in_line(rollen: Collection[Rol]) -> tuple[tuple[Rol, ...], ...]:
    """Who hears of a task that is not done in time: groups of roles, the first that has people.

    Args:
        rollen: who may do the task by the models, whose turn it is first.
    """
    first, *others = rollen
    groups = ((rol,) for rol in NEXT_IN_LINE.get(first, ()) if rol not in others)
    return ((tuple(others),) if others else ()) + tuple(groups)
