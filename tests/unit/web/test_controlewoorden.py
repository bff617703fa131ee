"""Three words of a document, read aloud at night over a bad line."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.controlewoorden import check_words

LIST = Path("web/controlewoorden.txt").read_text(encoding="utf-8").split()

#: What sounds alike on a telephone, or is written in two ways.
_ALIKE = (
    ("sch", "s"),
    ("tsj", "s"),
    ("ij", "3"),
    ("ei", "3"),
    ("y", "i"),
    ("ou", "4"),
    ("au", "4"),
    ("eu", "5"),
    ("ui", "6"),
    ("oe", "7"),
    ("ie", "i"),
    ("ch", "g"),
    ("th", "t"),
    ("ph", "f"),
    ("qu", "k"),
    ("x", "ks"),
    ("c", "k"),
)


def heard(word: str) -> str:
    """What is left of a word when consonants that are confused are taken for one."""
    for written, sound in _ALIKE:
        word = word.replace(written, sound)
    word = word.translate(str.maketrans("dbvwzng", "tpffsmk"))
    return re.sub(r"([^aeiou])\1", r"\1", word)


def one_apart(word: str) -> set[str]:
    """The word with any one sound left out or turned into any other (shown as a dot)."""
    return {word} | {
        word[:place] + rest
        for place in range(len(word))
        for rest in (f".{word[place + 1 :]}", word[place + 1 :])
    }


def test_the_list_holds_2048_short_plain_words_in_order() -> None:
    assert len(LIST) == 2048
    assert sorted(set(LIST)) == LIST
    assert [word for word in LIST if not re.fullmatch(r"[a-z]{4,10}", word)] == []


def test_no_two_words_are_taken_for_each_other() -> None:
    owners: dict[str, str] = {}

    for word in LIST:
        for variant in one_apart(heard(word)):
            other = owners.setdefault(variant, word)
            # two words that each lost one sound may meet: they differ in two places
            if "." in variant or variant in (heard(word), heard(other)):
                assert other == word, (other, word)


def test_words_come_from_the_first_33_bits() -> None:
    assert check_words("0" * 64) == (LIST[0], LIST[0], LIST[0])
    assert check_words("f" * 64) == (LIST[2047], LIST[2047], LIST[2047])
    # 00000000001 00000000010 00000000011, then what does not count
    bits = (1 << 22 | 2 << 11 | 3) << 223
    assert check_words(f"{bits:064x}") == (LIST[1], LIST[2], LIST[3])


@given(st.binary())
def test_same_document_same_words_and_other_documents_others(content: bytes) -> None:
    words = check_words(hashlib.sha256(content).hexdigest())

    assert words == check_words(hashlib.sha256(content).hexdigest())
    assert words != check_words(hashlib.sha256(content + b" ").hexdigest())
    assert set(words) <= set(LIST)


@pytest.mark.parametrize("nonsense", ["", "ab", "zz" * 32, "00" * 33])
def test_what_is_no_hash_has_no_words(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r"SHA-256|fromhex"):
        check_words(nonsense)
