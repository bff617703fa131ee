"""The languages of the leaflets: what they are called, how they run, how they write a moment.

Letters are Dutch (see `dutch`); only leaflets, which decide nothing, come in other languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from babel.dates import format_datetime

from documents import dutch

Taal = Literal["nl", "en", "ar", "tr", "pl", "uk", "ti", "pap"]


@dataclass(frozen=True, slots=True)
class Language:
    """A language in which there are leaflets.

    Attributes:
        code: as BCP 47 writes it, in the file's properties and on its parts.
        name: in the language itself. dutch: in Dutch.
        direction: how its lines run.
    """

    code: Taal
    name: str
    dutch: str
    direction: Literal["ltr", "rtl"] = "ltr"


_ALL = (
    Language("nl", "Nederlands", "Nederlands"),
    Language("en", "English", "Engels"),
    Language("ar", "العربية", "Arabisch", "rtl"),
    Language("tr", "Türkçe", "Turks"),
    Language("pl", "polski", "Pools"),
    Language("uk", "українська", "Oekraïens"),
    Language("ti", "ትግርኛ", "Tigrinya"),
    Language("pap", "Papiamentu", "Papiaments"),
)
LANGUAGES: Mapping[Taal, Language] = {each.code: each for each in _ALL}

#: Locale and pattern, in Unicode's notation. Digits are Western in every language: they are those
#: on the clocks, tickets and court letters that the reader sees in the Netherlands.
_PATTERNS: Mapping[str, tuple[str, str]] = {
    "en": ("en_GB", "EEEE d MMMM y, HH:mm"),
    "tr": ("tr", "d MMMM y EEEE, 'saat' HH.mm"),
    "pl": ("pl", "EEEE d MMMM y, 'godz'. HH:mm"),
    "uk": ("uk", "EEEE, d MMMM y 'року', HH:mm"),
    # In Ethiopia the same month names belong to another calendar: the date in figures decides.
    "ti": ("ti", "EEEE፣ d MMMM y (dd-MM-y)፣ 'ሰዓት' HH:mm"),
}

#: What stands behind a clock time that occurs twice: in summer time, then in winter time. Tigrinya
#: has no names that mean the same everywhere: it says before or after the clock is put back. Arabic
#: has no brackets, which are scrambled when the text is read aloud.
_SEASONS: Mapping[str, tuple[str, str]] = {
    "en": (" (summer time)", " (winter time)"),
    "ar": ("، التوقيت الصيفي", "، التوقيت الشتوي"),
    "tr": (" (yaz saati)", " (k\N{LATIN SMALL LETTER DOTLESS I}ş saati)"),
    "pl": (" (czas letni)", " (czas zimowy)"),
    "uk": (" (літній час)", " (зимовий час)"),
    "ti": (" (ቅድሚ ሰዓት ምምላስ)", " (ድሕሪ ሰዓት ምምላስ)"),
    "pap": (" (ora di zomer)", " (ora di wenter)"),
}

# Unicode's data have no Papiamento; spelling of Curaçao and Bonaire.
_PAP_MONTHS = (
    "yanüari",
    "febrüari",
    "mart",
    "aprel",
    "mei",
    "yüni",
    "yüli",
    "ougùstùs",
    "sèptèmber",
    "òktober",
    "novèmber",
    "desèmber",
)
_PAP_DAYS = (
    "djaluna",
    "djamars",
    "djárason",
    "djaweps",
    "djabièrnè",
    "djasabra",
    "djadumingu",
)


def moment_text(moment: datetime, code: Taal) -> str:
    """Weekday, date and clock time in that language, Amsterdam time; of two equal ones, which.

    Raises:
        ValueError: the moment is naive.
    """
    if moment.tzinfo is None:
        raise ValueError("naive moment")
    if code == "nl":
        return dutch.moment_text(moment)
    text = _text(moment.astimezone(dutch.AMSTERDAM), code)
    if not dutch.occurs_twice(moment):
        return text
    summer, winter = _SEASONS[code]
    return text + (summer if dutch.in_summer_time(moment) else winter)


def _text(local: datetime, code: Taal) -> str:
    if code == "ar":
        return _arabic(local)
    if code == "pap":
        day = f"{_PAP_DAYS[local.weekday()]} {local.day} di {_PAP_MONTHS[local.month - 1]}"
        return f"{day} {local.year}, {local:%H:%M} or"
    locale, pattern = _PATTERNS[code]
    return format_datetime(local, pattern, locale=locale)


def _arabic(local: datetime) -> str:
    """With both names of the month: who knows March as مارس may not know it as آذار."""
    levantine = format_datetime(local, "MMMM", locale="ar_SY")
    return format_datetime(local, f"EEEE d MMMM/'{levantine}' y، 'الساعة' HH:mm", locale="ar")
