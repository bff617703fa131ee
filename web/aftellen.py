"""How long is left, in words: as the server writes it, and as a script counts on from there."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from web import taal


def _(text: str, **values: str) -> str:
    """The text in the language of the page."""
    found = taal.text(text)
    return found % values if values else found


#: The name by which the catalogue's texts about numbers are found.
ngettext = taal.text_of_number


def _l(text: str) -> str:
    """A text that the catalogue must know, and that is looked up where it is shown."""
    return text


_URGENCY = {
    "taak": {
        "ruim": _l("Er is tijd"),
        "dag": _l("Binnen een dag"),
        "uren": _l("Dringend"),
        "nu": _l("Nu doen"),
        "voorbij": _l("Te laat"),
    },
    "einde": {
        "ruim": _l("Loopt"),
        "dag": _l("Laatste dag"),
        "uren": _l("Laatste uren"),
        "nu": _l("Laatste uur"),
        "voorbij": _l("Voorbij"),
    },
}

#: From how long before a moment it is called something else; the last is the most urgent.
STEPS: tuple[tuple[str, timedelta], ...] = (
    ("dag", timedelta(hours=24)),
    ("uren", timedelta(hours=6)),
    ("nu", timedelta(hours=1)),
)
#: In days: where hours are left out, where years and months are told, and what those take for it.
LONG, YEAR, MONTH = 100, 365, 30
_UNITS = ("jaar", "maand", "dag", "uur", "minuut")


def time_left(moment: datetime, now: datetime) -> str:
    """As "nog 9 dagen en 4 uur", "2 uur geleden"; both moments aware."""
    left = moment - now
    length = _duration(abs(left))
    if left > timedelta(0):
        return _("nog %(duur)s", duur=length)
    return _("%(duur)s geleden", duur=length)


def urgency(moment: datetime, now: datetime) -> str:
    """How near a moment is: "ruim", then one of `STEPS`, then "voorbij"."""
    left = moment - now
    if left <= timedelta(0):
        return "voorbij"
    return next((name for name, before in reversed(STEPS) if left <= before), "ruim")


def urgency_word(kind: str, name: str) -> str:
    """What a degree of urgency is called: of something to be done, or of an order that ends."""
    return taal.text(_URGENCY[kind][name])


def words_for_script() -> str:
    """Everything the script says, as JSON, so that it speaks the language of the page."""
    return json.dumps(
        {
            **{unit: [_unit(unit, 1), _unit(unit, 2)] for unit in _UNITS},
            "kort": _("minder dan 1 minuut"),
            "samen": _("%(eerst)s en %(dan)s", eerst="{eerst}", dan="{dan}"),
            "nog": _("nog %(duur)s", duur="{duur}"),
            "geleden": _("%(duur)s geleden", duur="{duur}"),
            "gepasseerd": _("Het moment is voorbij. Ververs de pagina om te zien wat er nu geldt."),
            "stand": {
                kind: {name: urgency_word(kind, name) for name in words}
                for kind, words in _URGENCY.items()
            },
            "stappen": {name: int(before.total_seconds()) for name, before in STEPS},
        },
        ensure_ascii=False,
    )


def _duration(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days >= YEAR:  # the exact moment stands beside it
        units = [("jaar", days // YEAR), ("maand", min(days % YEAR // MONTH, 11))]
    elif days:  # whoever has days left does not count minutes
        units = [("dag", days), ("uur", 0 if days >= LONG else hours)]
    else:
        units = [("uur", hours), ("minuut", minutes)]
    parts = [f"{number} {_unit(unit, number)}" for unit, number in units if number]
    if not parts:
        return _("minder dan 1 minuut")
    return parts[0] if len(parts) == 1 else _("%(eerst)s en %(dan)s", eerst=parts[0], dan=parts[1])


def _unit(unit: str, number: int) -> str:
    match unit:
        case "jaar":
            return ngettext("jaar", "jaar", number)
        case "maand":
            return ngettext("maand", "maanden", number)
        case "dag":
            return ngettext("dag", "dagen", number)
        case "uur":
            return ngettext("uur", "uur", number)
        case _:
            return ngettext("minuut", "minuten", number)
