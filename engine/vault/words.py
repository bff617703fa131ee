"""Names and addresses as they sound: what is written alike, or nearly, comes out alike.

Dutch spelling has several ways for one sound, people leave out accents and prefixes, and slip.
A word is brought to a normal form, and to every form with one letter left out: two words with one
slip between them always have one of those in common.
"""

from __future__ import annotations

import re
import unicodedata

#: Parts of names that people leave out, or write in a way of their own.
PREFIXES = frozenset(
    re.findall(
        r"\w+",
        "aan al bij bin d da das de del den der des di die dos du el en het ibn in l la las le les "
        "los mc o op s t te ten ter tot toe uit und van vande vanden vander ver von voor zu zum "
        "zur abu ben st sint",
    )
)
#: Words of fewer letters are too much alike for slips: only the form itself counts.
SHORTEST = 4
#: Letters that have no accent to take off.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)
#: Spellings of one sound, in the order in which they are replaced: before and after the c's.
_BEFORE = (("sch", "sg"), ("ch", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"))
_AFTER = (
    ("c", "k"),
    ("qu", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("z", "s"),
    ("v", "f"),
    ("w", "f"),
    ("eij", "i"),
    ("ij", "i"),
    ("ei", "i"),
    ("ey", "i"),
    ("ie", "i"),
    ("y", "i"),
    ("ou", "o"),
    ("au", "o"),
    ("ae", "a"),
    ("oe", "u"),
    ("h", ""),
)
_SOFT = re.compile(r"c(?=[eiy])")
_DOUBLE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[a-z]+")
_ALNUM = re.compile(r"[^A-Z0-9]")


def flat(text: str) -> str:
    """Small letters without accents; everything else as it was."""
    small = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", small)
    return "".join(each for each in plain if not unicodedata.combining(each))


def words(text: str) -> tuple[str, ...]:
    """The words of a name or a street that count, each in its normal form."""
    apart = flat(text).replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    found = [normal(each) for each in _WORD.findall(apart) if each not in PREFIXES]
    return tuple(dict.fromkeys(each for each in found if each))


def normal(word: str) -> str:
    """How a word of small letters sounds."""
    for spelling, sound in _BEFORE:
        word = word.replace(spelling, sound)
    if word.endswith(("dt", "d")):
        word = word.rstrip("dt") + "t"
    word = _SOFT.sub("s", word)
    for spelling, sound in _AFTER:
        word = word.replace(spelling, sound)
    return _DOUBLE.sub(r"\1", word)


def slips(word: str) -> frozenset[str]:
    """A normal form, and every form of it with one letter left out."""
    if len(word) < SHORTEST:
        return frozenset({word})
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def alike(one: str, other: str) -> bool:
    """Whether two normal forms may be one word, written with a slip."""
    if one == other:
        return True
    # a slip is one letter: forms of other lengths have none in common
    return abs(len(one) - len(other)) <= 1 and not slips(one).isdisjoint(slips(other))


def code(text: str) -> str:
    """A postcode or a number as one word of capitals and digits."""
    return _ALNUM.sub("", flat(text).upper())


def likeness(one: str, other: str) -> float:
    """How much two normal forms are alike, from 0 to 1: pairs of letters that they share."""
    if one == other:
        return 1.0
    first, second = _pairs(one), _pairs(other)
    shared = len(first & second)
    return 2 * shared / (len(first) + len(second))


def _pairs(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[at : at + 2] for at in range(len(padded) - 1)}
