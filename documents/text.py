"""Text that people typed, made safe to print: it is only ever text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet

MAX_LENGTH = 12_000
MAX_LINES = 400

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
# Characters that turn the direction of text can make a name read as another one.
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
#: Marks on one letter; Vietnamese has two, Arabic with all its vowels three.
_MAX_MARKS = 4
_LONG_WORD = re.compile(r"\S{41,}")


def clean(text: str) -> str:
    """One form of every character, no control characters, no turning of direction."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\t", " ").replace("\ufeff", "").translate(_BIDI)
    return _CONTROL.sub("", text)


def undrawable(text: str, coverage: AbstractSet[int]) -> list[str]:
    """The characters that no font of ours can draw, each once."""
    return sorted({each for each in text if ord(each) not in coverage and each not in "\n\u200b"})


def towering(text: str) -> bool:
    """Whether marks are piled up on a letter, as no language does."""
    height = 0
    for each in text:
        height = height + 1 if unicodedata.category(each) in {"Mn", "Me"} else 0
        if height > _MAX_MARKS:
            return True
    return False


def breakable(text: str) -> str:
    """Long words with places where a line may break: without them layout takes seconds."""
    return _LONG_WORD.sub(
        lambda match: "\u200b".join(
            match[0][start : start + 20] for start in range(0, len(match[0]), 20)
        ),
        text,
    )


def paragraphs(text: str) -> list[str]:
    """Running text as paragraphs: an empty line parts two."""
    return [part.strip() for part in re.split(r"\n\s*\n", breakable(text)) if part.strip()]
