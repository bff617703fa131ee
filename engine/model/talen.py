"""In which language somebody is told what happens to him."""

from __future__ import annotations

from collections.abc import Mapping

#: The languages in which there are leaflets → what they are called, in the language itself.
BLADTALEN: Mapping[str, str] = {
    "nl": "Nederlands",
    "en": "English",
    "ar": "العربية",
    "tr": "Türkçe",
    "pl": "polski",
    "uk": "українська",
    "ti": "ትግርኛ",
    "pap": "Papiamentu",
}
#: → what they are called in Dutch.
BLADTALEN_NEDERLANDS: Mapping[str, str] = {
    "nl": "Nederlands",
    "en": "Engels",
    "ar": "Arabisch",
    "tr": "Turks",
    "pl": "Pools",
    "uk": "Oekraïens",
    "ti": "Tigrinya",
    "pap": "Papiaments",
}
_OTHERWISE = "en"


def leaflet_language(own: str, asked: str | None = None) -> str:
    """The language of the leaflet that somebody gets.

    Args:
        own: the language in which he is best informed.
        asked: the language that was agreed on when the order was handed over; goes before his own.

    Returns:
        That language; English, which most people far from home read some of, where there is no
        leaflet in it. Never Dutch for somebody who needs another language.
    """
    wanted = asked or own
    return wanted if wanted in BLADTALEN else _OTHERWISE


def leaflet_language_told(asked: str) -> str:
    """In Dutch, which leaflet was handed out when this language was asked for."""
    given = leaflet_language(asked)
    name = BLADTALEN_NEDERLANDS[given]
    return name if given == asked else f"{name}; gevraagd was taal {asked}"
