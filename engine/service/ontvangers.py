"""Who must hear of something: those who hold the role now, or stand in for those who are away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from engine.access import policy
from engine.model.gebruikers import INCLUDES, Actor, Rol
from engine.store import afwezigheid, users, vervanging
from engine.store.work import Connection

#: How often somebody who stands in may himself be replaced before we stop looking.
LONGEST_CHAIN = 5

#: User id → the role in which it concerns him.
Ontvangers = Mapping[str, Rol]


def of_roles(
    connection: Connection, gemeente: str, rollen: Collection[Rol], at: datetime
) -> Ontvangers:
    """Everybody who holds one of these roles in a municipality at a moment (UTC).

    Whoever is away is left out and the one who stands in is told instead; when nobody is left
    those who are away are told after all.
    """
    wide = widened(rollen)
    own = vervanging.holders(connection, gemeente, wide)
    held = {each: set(roles) for each, (_, roles) in own.items()}
    away = afwezigheid.holding(connection, gemeente, wide, at)
    replaced = [each for each in away if vervanging.is_entitled(connection, each)]
    for each in replaced:
        held.setdefault(each.vervanger, set()).add(each.rol)
    for each in replaced:
        held[each.gebruiker].discard(each.rol)
    present = {each: roles for each, roles in held.items() if roles}
    chosen = present or {each: set(roles) for each, (_, roles) in own.items()}
    return {each: next(rol for rol in wide if rol in roles) for each, roles in chosen.items()}


def of_person(
    connection: Connection,
    gebruiker: str,
    gemeente: str,
    rollen: Collection[Rol],
    at: datetime,
    *,
    himself: bool = False,
) -> Ontvangers:
    """One person, in a role that may do something now; who stands in for him when he is away.

    Args:
        himself: it is for nobody but him, away or not.
    """
    for _ in range(LONGEST_CHAIN):
        who = users.actor(connection, gebruiker, at)
        rol = role_held(who, gemeente, rollen) if who is not None else None
        if rol is None:
            return {}
        away = [
            each
            for each in afwezigheid.holding(connection, gemeente, [rol], at)
            if each.gebruiker == gebruiker and vervanging.is_entitled(connection, each)
        ]
        if himself or not away:
            return {gebruiker: rol}
        gebruiker = away[0].vervanger
    return {}


def role_held(actor: Actor, gemeente: str, rollen: Collection[Rol]) -> Rol | None:
    """The role this user holds there by which he may act in one of these roles."""
    held = {rol for rol, where in actor.rollen if where == gemeente}
    return next((rol for rol in widened(rollen) if rol in held), None)


def widened(rollen: Collection[Rol]) -> list[Rol]:
    """These roles, and the wider ones whose holders can do all that they can."""
    wider = [rol for rol in Rol if INCLUDES.get(rol, frozenset()) & set(rollen)]
    return list(dict.fromkeys([*rollen, *wider]))


def may_do(actor: Actor, gemeente: str, rollen: Collection[Rol]) -> bool:
    """Whether somebody may do a task and sees the case it belongs to."""
    return policy.role_for(
        actor, gemeente, rollen
    ) is not None and policy.Part.KERN in policy.parts_for(actor, gemeente)
