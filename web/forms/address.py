"""Looking up the street and town of a postcode with a number, while somebody fills in a form."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _

from engine.errors import Unavailable
from web.adresboek import Gevonden
from web.limits import Limiter
from web.session import actor, house

#: Look-ups by one user: more than a night's reports, too few to empty the register with.
LOOK_UPS, WINDOW = 60, timedelta(minutes=10)
#: No house has a higher number.
HIGHEST = 99_999
_POSTCODE = re.compile(r"[1-9]\d{3}[A-Z]{2}")


def can_look_up() -> bool:
    """Whether a register of addresses was set up."""
    return house().adresboek is not None


def look_up(postcode: str, huisnummer: str, toevoeging: str = "") -> tuple[str, str, str]:
    """Street and town, empty when not found, and what is told about it. Never stands in the way."""
    postcode = re.sub(r"\s+", "", postcode).upper()
    number = huisnummer.strip()
    if not _POSTCODE.fullmatch(postcode) or not _is_number(number):
        return "", "", _("Vul eerst een postcode en een huisnummer in, zoals 1234 AB en 12.")
    limiter: Limiter = current_app.extensions.setdefault("adressen", Limiter(LOOK_UPS, WINDOW))
    if not limiter.allows(actor().id, house().clock.now()):
        return "", "", _("U zocht vaak kort na elkaar. Vul het adres zelf in.")
    try:
        found: Gevonden | None = house().adresboek.find(postcode, int(number))
    except Unavailable:
        return "", "", _("Zoeken lukt nu niet. Vul het adres zelf in.")
    if found is None:
        return "", "", _("Dit adres is niet gevonden. Controleer het, of vul het zelf in.")
    told = _("Gevonden: %(straat)s in %(plaats)s.", straat=found.straat, plaats=found.plaats)
    if _bare(toevoeging) not in {_bare(each) for each in found.toevoegingen}:
        told += " " + _("Let op: deze toevoeging staat niet in het register.")
    return found.straat, found.plaats, told + " " + _("Klopt het niet? Vul het zelf in.")


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= len(str(HIGHEST)) and int(text) > 0


def _bare(addition: str) -> str:
    return re.sub(r"[^0-9a-z]", "", addition.lower())
