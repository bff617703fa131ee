"""Three words by which two people on a telephone know that they have the same document before them.

The list is our own (EUPL-1.2): 2048 Dutch words that are not mistaken for each other, also where
somebody hears b for p, d for t or m for n, or one sound too many. Three of them hold the first
33 bits of the document's SHA-256.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

#: How many words, and how many bits of the hash each of them holds.
WORDS, BITS = 3, 11


def check_words(sha256: str) -> tuple[str, ...]:
    """The words of a document.

    Args:
        sha256: its hash, in hexadecimal.

    Raises:
        ValueError: that is no SHA-256.
    """
    digest = bytes.fromhex(sha256)
    if len(digest) != 32:  # noqa: PLR2004 - the length of a SHA-256
        raise ValueError("not a SHA-256")
    bits = int.from_bytes(digest) >> (256 - WORDS * BITS)
    places = ((bits >> BITS * left) & (2**BITS - 1) for left in reversed(range(WORDS)))
    return tuple(_words()[place] for place in places)


@cache
def _words() -> tuple[str, ...]:
    text = files("web").joinpath("controlewoorden.txt").read_text(encoding="utf-8")
    words = tuple(text.split())
    if len(words) != 2**BITS:
        raise ValueError(f"controlewoorden.txt has {len(words)} words")
    return words
