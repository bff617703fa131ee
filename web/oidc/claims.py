"""What a provider says of somebody: whether it is to be believed, and what it gives here."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.model.gebruikers import Rol
from web.oidc.file import Aanbieder

#: How far the provider's clock may be off ours.
SKEW = timedelta(seconds=60)
#: A token that was made longer ago is somebody's from before.
OLDEST = timedelta(minutes=10)
LONGEST_SUB = 255

#: What a token must say to be one that ends sessions.
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


class NotBelieved(Exception):
    """What came back is not to be believed. The reason is a word for the log, with no data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wie:
    """Who somebody is, as the provider says.

    Attributes:
        rollen: what the mapping gives for it; empty: nothing.
        sid: what the provider calls the session there.
    """

    issuer: str
    sub: str
    naam: str
    rollen: frozenset[tuple[Rol, str]]
    sid: str | None


def check(
    claims: Mapping[str, Any],
    entry: Aanbieder,
    nonce: str,
    now: datetime,
    *,
    again_since: datetime | None = None,
) -> Wie:
    """Who an ID token, whose signature is good, is about.

    Args:
        nonce: what was sent along; it must come back.
        again_since: they must have signed in after this (UTC), for something is signed.

    Raises:
        NotBelieved: it is not for us, not from them, not from now, or without a second factor.
    """
    sub = _who_and_when(claims, entry, now)
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise NotBelieved("nonce")
    if not _has_factor(claims, entry):
        raise NotBelieved("factor")
    if again_since is not None:
        when = _moment(claims, "auth_time")
        if when < again_since - SKEW or when > now + SKEW:
            raise NotBelieved("auth_time")
    sid = claims.get("sid")
    return Wie(
        issuer=entry.issuer,
        sub=sub,
        naam=str(claims.get(entry.naam_claim) or "").strip()[:200],
        rollen=granted(claims, entry),
        sid=str(sid)[:200] if isinstance(sid, str) and sid else None,
    )


def check_logout(
    claims: Mapping[str, Any], entry: Aanbieder, now: datetime
) -> tuple[str | None, str | None]:
    """Subject and session, either may be missing, that a provider says have signed out there.

    Raises:
        NotBelieved: it says no such thing, or not to us.
    """
    said = claims.get("events")
    if not isinstance(said, dict) or LOGOUT not in said or "nonce" in claims:
        raise NotBelieved("events")
    sub, sid = claims.get("sub"), claims.get("sid")
    if not (isinstance(sub, str) and sub) and not (isinstance(sid, str) and sid):
        raise NotBelieved("sub")
    _who_and_when({**claims, "sub": sub or "-"}, entry, now)
    return sub if isinstance(sub, str) else None, sid if isinstance(sid, str) else None


def granted(claims: Mapping[str, Any], entry: Aanbieder) -> frozenset[tuple[Rol, str]]:
    """The roles that the mapping gives; what it does not know gives nothing."""
    found: Any = claims
    for part in entry.rollen_claim.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    values = {found} if isinstance(found, str) else set()
    if isinstance(found, list):
        values = {each for each in found if isinstance(each, str)}
    return frozenset(
        (each.rol, gemeente)
        for each in entry.toekenning
        if each.waarde in values
        for gemeente in each.gemeenten
    )


def _who_and_when(claims: Mapping[str, Any], entry: Aanbieder, now: datetime) -> str:
    """The subject of a token that is from this provider, for us, and of now."""
    if claims.get("iss") != entry.issuer:
        raise NotBelieved("iss")
    listed = claims.get("aud")
    aud = listed if isinstance(listed, list) else [listed]
    azp = claims.get("azp")
    if entry.client not in aud or (len(aud) > 1 and azp is None) or azp not in (None, entry.client):
        raise NotBelieved("aud")
    if _moment(claims, "exp") <= now - SKEW:
        raise NotBelieved("exp")
    made = _moment(claims, "iat")
    if made > now + SKEW or made < now - OLDEST:
        raise NotBelieved("iat")
    if "nbf" in claims and _moment(claims, "nbf") > now + SKEW:
        raise NotBelieved("nbf")
    sub = claims.get("sub")
    if not isinstance(sub, str) or not 0 < len(sub) <= LONGEST_SUB:
        raise NotBelieved("sub")
    return sub


def _has_factor(claims: Mapping[str, Any], entry: Aanbieder) -> bool:
    amr = claims.get("amr")
    said = {each for each in amr if isinstance(each, str)} if isinstance(amr, list) else set()
    return claims.get("acr") in entry.acr or bool(said & set(entry.amr))


def _moment(claims: Mapping[str, Any], name: str) -> datetime:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotBelieved(name)
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, OSError, ValueError):
        raise NotBelieved(name) from None
