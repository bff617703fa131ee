"""Passwords: how they are kept, and which ones are too easy to guess."""

from __future__ import annotations

import re
import secrets
from functools import cache
from importlib import resources

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.errors import Reden

#: Fewer characters are guessed; more than the most are not taken, for hashing them costs time.
SHORTEST, LONGEST = 12, 200
#: So many characters must be left of a password, and be different, besides what everybody uses.
OWN_CHARACTERS = 5
#: Letters of a password that was given out; none that look like each other.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

_HASHER = PasswordHasher()
#: Verified against when there is no such account, so that the answer takes as long.
_NOBODY = _HASHER.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """A password as it is kept."""
    return _HASHER.hash(password)


def fits(hashed: str | None, password: str) -> bool:
    """Whether a password is the one that was kept; takes as long when none was."""
    try:
        _HASHER.verify(hashed or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(hashed)


def needs_rehash(hashed: str) -> bool:
    """Whether it was kept under older parameters."""
    return _HASHER.check_needs_rehash(hashed)


def new_password() -> str:
    """A password to give out: 20 characters in groups of five, about 99 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    return "-".join(groups)


def weakness(password: str, *context: str) -> Reden | None:
    """Why this password is not taken; None when it is.

    No kinds of characters are demanded, and none are forbidden: length counts, and that it does
    not consist of what everybody uses.

    Args:
        context: words that are known of this user, such as the login name.
    """
    if len(password) < SHORTEST:
        return Reden("Kies een wachtwoord van {n} tekens of meer.", {"n": SHORTEST})
    if len(password) > LONGEST:
        return Reden("Kies een wachtwoord van hoogstens {n} tekens.", {"n": LONGEST})
    left = password.lower()
    words = {*_common(), *(word for each in context for word in re.split(r"\W+", each.lower()))}
    for word in sorted(words, key=len, reverse=True):
        if len(word) > 2:  # noqa: PLR2004 - shorter ones are in every word
            left = left.replace(word, "")
    left = re.sub(r"[\W\d_]", "", left)
    if len(set(left)) < OWN_CHARACTERS:
        return Reden(
            "Dit wachtwoord is te makkelijk te raden. Kies bijvoorbeeld vier woorden die niets "
            "met elkaar te maken hebben."
        )
    return None


@cache
def _common() -> frozenset[str]:
    text = resources.files("engine.service").joinpath("wachtwoorden.txt").read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
