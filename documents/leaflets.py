"""The texts of the leaflets: one file per language, one line per sentence, nothing but text.

How a leaflet is built stands once, in its template; a translator sees sentences, a lawyer can put
one right without touching another. Every language must have exactly the sentences of the Dutch
file, with the same blanks to fill, so that no translation can say less or more.

A leaflet in another language has the Dutch text behind it, in the same file. The person can show it
to a lawyer, a helper or an officer who does not read his language; and what was handed out is
kept, as it was, with the Dutch that goes with it, under one hash.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup, escape

from documents import languages, text
from documents.errors import UnfitTexts
from documents.facts.common import Informatieblad
from documents.languages import LANGUAGES, Language, Taal
from documents.pdf import fonts

Texts = Mapping[str, Any]

_BLANK = re.compile(r"\{(\w+)\}")

#: What stays Dutch in every language, because it is said, dialled or searched for as it is.
_NAMES: Mapping[str, str] = {
    "huisverbod": "huisverbod",
    "veilig_thuis": "Veilig Thuis",
    "raad": "Raad voor Rechtsbijstand",
    "tijdzone": "Europe/Amsterdam",
}
_NUMBERS: Mapping[str, str] = {
    "noodnummer": "112",
    "politie": "0900-8844",
    "crisis": "0800-0113",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A leaflet in one language.

    Attributes:
        woorden: what headings and footers say. t: the sentences of this leaflet, filled in.
    """

    language: Language
    woorden: Texts
    t: Texts

    def moment(self, moment: datetime) -> str:
        """A moment as this language writes it."""
        return languages.moment_text(moment, self.language.code)


class Leaflets:
    """The leaflets of this installation.

    Args:
        corrections: a folder with the municipality's own sentences: files that are called as ours
            and hold only what is different.
    """

    def __init__(self, corrections: Path | None = None) -> None:
        self._texts: dict[Taal, Texts] = {
            code: _corrected(shipped(code), corrections, code) for code in LANGUAGES
        }

    def parts(self, brief: Informatieblad) -> tuple[Part, ...]:
        """The leaflet in the reader's language, and in Dutch behind it when that is another."""
        codes = dict.fromkeys((brief.taal, "nl"))
        return tuple(self._part(LANGUAGES[code], brief) for code in codes)

    def _part(self, language: Language, brief: Informatieblad) -> Part:
        texts, values = self._texts[language.code], _values(brief, language)
        return Part(language, _fill(texts["woorden"], values), _fill(texts[brief.blad], values))


def title(dutch: str, taal: Taal) -> str:
    """What a leaflet is called on a file that is read in Dutch."""
    return dutch if taal == "nl" else f"{dutch} ({LANGUAGES[taal].dutch})"


def sentences(texts: Texts, path: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence, by its dotted path."""
    for key, inner in texts.items():
        if isinstance(inner, Mapping):
            yield from sentences(inner, f"{path}{key}.")
        else:
            yield f"{path}{key}", inner


def blanks(sentence: str) -> frozenset[str]:
    """The names between braces."""
    return frozenset(_BLANK.findall(sentence))


@cache
def shipped(code: Taal) -> Texts:
    """The texts of a language as they come with the product."""
    source = resources.files("documents").joinpath("templates", "leaflets", f"{code}.yaml")
    texts: Texts = yaml.safe_load(source.read_text("utf-8"))
    return texts


def _corrected(ours: Texts, corrections: Path | None, code: Taal) -> Texts:
    file = corrections / f"{code}.yaml" if corrections else None
    texts = _merge(ours, _read(file, code), code) if file and file.exists() else ours
    trouble = differences(texts, LANGUAGES[code])
    if trouble:
        raise UnfitTexts(code, trouble)
    return texts


def _read(file: Path, code: Taal) -> Texts:
    try:
        theirs = yaml.safe_load(file.read_text("utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError):
        theirs = None
    if not isinstance(theirs, Mapping):
        raise UnfitTexts(code, ["dit bestand is niet te lezen; vergelijk het met dat van ons"])
    return theirs


def _merge(ours: Texts, theirs: Texts, code: Taal, path: str = "") -> Texts:
    """Our sentences with theirs in their place; a name that we do not have is told."""
    merged = dict(ours)
    for key, inner in theirs.items():
        mine = ours.get(key)
        if isinstance(mine, Mapping) and isinstance(inner, Mapping):
            merged[key] = _merge(mine, inner, code, f"{path}{key}.")
        elif isinstance(mine, str) and isinstance(inner, str):
            merged[key] = inner
        else:
            raise UnfitTexts(code, [f"{path}{key}: deze zin is er niet"])
    return merged


def differences(texts: Texts, language: Language) -> list[str]:
    """What a language has less, more or other than the Dutch file, and what cannot be printed."""
    dutch, found = dict(sentences(shipped("nl"))), dict(sentences(texts))
    trouble = [f"{path}: deze zin ontbreekt" for path in dutch if not found.get(path)]
    trouble += [f"{path}: deze zin is er niet" for path in found if path not in dutch]
    for path in dutch.keys() & found.keys():
        loose = _BLANK.sub("", found[path])
        missing = _unprintable(loose, language)
        if missing:
            trouble.append(f"{path}: {' '.join(missing)} kan niet worden afgedrukt")
        if blanks(found[path]) != blanks(dutch[path]) or "{" in loose or "}" in loose:
            trouble.append(f"{path}: tussen accolades staat iets anders dan in het Nederlands")
    return sorted(trouble)


def _unprintable(sentence: str, language: Language) -> list[str]:
    """What no font of ours draws, and what is right on paper but scrambled when it is read aloud:
    a sign on a letter, such as an Arabic vowel, and from right to left what is drawn mirrored.
    """
    scrambled = {
        each
        for each in sentence
        if unicodedata.combining(each)
        or (language.direction == "rtl" and unicodedata.mirrored(each))
    }
    return sorted({*text.undrawable(sentence, fonts.coverage()), *scrambled})


def _values(brief: Informatieblad, language: Language) -> Mapping[str, Markup]:
    g, woning = brief.gemeente, brief.woning
    values = {
        **_NAMES,
        "gemeente": g.naam,
        "rechtbank": g.rechtbank,
        "rechtbank_adres": g.rechtbank_adres,
        "hulpinstantie": g.hulpinstantie or "",
        "woning": f"{woning.regel}, {woning.postcode[:4]} {woning.postcode[4:]} {woning.plaats}",
    }
    numbers = {
        **_NUMBERS,
        "telefoon": g.telefoon,
        "hulpinstantie_telefoon": g.hulpinstantie_telefoon or "",
        "veilig_thuis_telefoon": g.veilig_thuis_telefoon,
    }
    # a telephone number stays on one line
    values |= {name: number.replace(" ", "\N{NO-BREAK SPACE}") for name, number in numbers.items()}
    filled = {name: _dutch(value, language) for name, value in values.items()}
    # the numbers themselves come from the layout
    counted = {name: Markup('<span class="{}"></span>').format(name) for name in _COUNTED}
    return {**filled, **counted}


_COUNTED = ("pagina", "paginas")


def _dutch(value: str, language: Language) -> Markup:
    """A Dutch name or number in a foreign sentence: read as Dutch, and from left to right."""
    cleaned = escape(text.clean(value))
    if language.code == "nl":
        return cleaned
    return Markup('<span lang="nl" dir="ltr">{}</span>').format(cleaned)


def _fill(texts: Texts, values: Mapping[str, Markup]) -> Texts:
    return {
        key: _fill(inner, values)
        if isinstance(inner, Mapping)
        else escape(inner).format_map(values)
        for key, inner in texts.items()
    }
