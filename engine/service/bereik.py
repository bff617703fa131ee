"""What somebody typed about how to be reached, read strictly: it ends up in a header."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.errors import InvalidForm, Reden
from engine.model.attendering import Attendering, Voorkeuren, choices

#: One address in plain letters: no names, comments or lines, nothing that can become a header.
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_LONGEST_ADDRESS, _LONGEST_LOCAL = 254, 64
#: A Dutch mobile number, or one with its country.
_PHONE = re.compile(r"\+[1-9][0-9]{7,14}")
_LANGUAGES = ("nl", "en")
_NO_LANGUAGE = Reden("Kies Nederlands of Engels.")


def is_address(text: str) -> bool:
    """Whether this can be written to by mail."""
    return (
        len(text) <= _LONGEST_ADDRESS
        and _ADDRESS.fullmatch(text) is not None
        and len(text.rpartition("@")[0]) <= _LONGEST_LOCAL
    )


def read_phone(text: str) -> str | None:
    """A number as it is dialled from everywhere; None when it is none."""
    bare = re.sub(r"[ ()./-]", "", text)
    if bare.startswith("00"):
        bare = f"+{bare[2:]}"
    elif bare.startswith("0"):
        bare = f"+31{bare[1:]}"
    return bare if _PHONE.fullmatch(bare) else None


def check_language(taal: str) -> None:
    """Refuse a language that is not spoken here.

    Raises:
        InvalidForm: so it is.
    """
    if taal not in _LANGUAGES:
        raise InvalidForm({"taal": [_NO_LANGUAGE]})


def read_preferences(posted: Mapping[str, str]) -> Voorkeuren:
    """What somebody chose.

    Raises:
        InvalidForm: an address or number that cannot be one, or a choice there is not.
    """
    wrong: dict[str, list[Reden]] = {}
    adres, telefoon = posted.get("adres", "").strip(), posted.get("telefoon", "").strip()
    if adres and not is_address(adres):
        wrong["adres"] = [Reden("Schrijf een e-mailadres als naam@gemeente.nl.")]
    number = read_phone(telefoon) if telefoon else None
    if telefoon and number is None:
        wrong["telefoon"] = [Reden("Schrijf een mobiel nummer als 06 12345678.")]
    taal = posted.get("taal", _LANGUAGES[0])
    if taal not in _LANGUAGES:
        wrong["taal"] = [_NO_LANGUAGE]
    keuzes: dict[str, str] = {}
    for soort in Attendering:
        chosen = posted.get(f"keuze.{soort.value}")
        if chosen is None:
            continue
        if chosen not in [each.value for each in choices(soort)]:
            wrong[f"keuze.{soort.value}"] = [Reden("Kies een van de mogelijkheden.")]
        keuzes[soort.value] = chosen
    if wrong:
        raise InvalidForm(wrong)
    return Voorkeuren(adres=adres or None, telefoon=number, taal=taal, keuzes=keuzes)
