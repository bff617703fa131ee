"""Search terms as keyed hashes: of use for finding, and to nobody without the key.

Each kind of term is hashed for itself, so that a street never looks like a name, and shortened, so
that several terms may look alike: what is found is opened and compared before it is shown.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from datetime import date

from engine.vault import words

#: Kinds of terms; what a hash is made of besides the term itself.
NAAM, GEBOREN, POSTCODE, HUIS, STRAAT = "n", "g", "p", "h", "s"
#: Kinds in which people slip.
_FORGIVING = frozenset({NAAM, STRAAT})
_BYTES = 4


def token(key: bytes, kind: str, term: str) -> int:
    """A term as a number of 32 bits."""
    digest = hmac.digest(key, f"{kind}|{term}".encode(), "sha256")
    return int.from_bytes(digest[:_BYTES], signed=True)


def tokens(key: bytes, kind: str, terms: Iterable[str]) -> frozenset[int]:
    """Several terms of one kind."""
    return frozenset(token(key, kind, each) for each in terms)


def name_terms(name: str) -> Iterator[tuple[str, str]]:
    """What a name is found by."""
    for word in words.words(name):
        yield NAAM, word


def slips(kind: str, term: str) -> frozenset[str]:
    """What a term may have in common with one that has a slip; nothing where none is forgiven."""
    return words.slips(term) if kind in _FORGIVING else frozenset()


def birth_term(born: date) -> tuple[str, str]:
    """What a date of birth is found by."""
    return GEBOREN, born.isoformat()


def address_terms(straat: str, huisnummer: int, postcode: str) -> Iterator[tuple[str, str]]:
    """What an address is found by."""
    area = words.code(postcode)
    yield POSTCODE, area
    yield HUIS, f"{area}|{huisnummer}"
    for word in words.words(straat):
        yield STRAAT, word
