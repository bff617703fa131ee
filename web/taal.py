"""The language of the pages: Dutch as written, English by catalogue.

What stands in templates and code is Dutch, and is what `gettext` looks up. Papers, which go to
people and into court, have languages of their own and are no concern of this module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_date
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, get_translations, gettext
from werkzeug import Response

from documents import dutch
from documents.catalogue import CATALOGUE
from engine.law.moments import local

#: The languages of the pages; the first is the one in which they are written.
LANGUAGES = ("nl", "en")
#: Where a browser keeps the choice before anybody has signed in.
COOKIE = "taal"
#: How long (s) it does so: a year.
KEPT = 365 * 24 * 3600
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
#: What keeps its capital wherever it stands.
_NAMES = ("Veilig Thuis",)
_PROPER = {each.capitalize(): each for each in _NAMES}
#: The English of dates: day before month, as people in the Netherlands expect it.
_ENGLISH = "en_GB"


def register(app: Flask) -> None:
    """Let templates and pages translate, in the language that was chosen."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", LANGUAGES[0])
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "translations")
    Babel(app, locale_selector=chosen)
    # a page asks for hundreds of texts: what is Dutch already is not looked up one by one
    jinja: Any = app.jinja_env
    jinja.install_gettext_callables(text, text_of_number, newstyle=True)
    app.jinja_env.globals["paginataal"] = chosen
    app.jinja_env.filters.update(
        moment=moment_text,
        kort=short_text,
        dag=day_text,
        uur=clock_text,
        laatste_dag=last_day,
        opsomming=list_text,
        vertaal=translated,
        woord=spoken,
        stuk=paper_title,
        veldnaam=field_name,
        woorden=values_text,
        klein=in_running_text,
    )


def chosen() -> str:
    """The language that was chosen; never the browser's own, which nobody here chose.

    Of who is signed in it is the one of the account, wherever he is; else that of this browser.
    """
    if not has_request_context():
        return LANGUAGES[0]
    asked = g.get("taal")
    if asked is None:  # a page asks hundreds of times
        asked = g.taal = request.cookies.get(COOKIE, LANGUAGES[0])
    return asked if asked in LANGUAGES else LANGUAGES[0]


def text(text: str) -> str:
    """A text in the chosen language, with what is to be filled in as it stands."""
    return text if chosen() == LANGUAGES[0] else str(get_translations().ugettext(text))


def text_of_number(one: str, more: str, number: int) -> str:
    """The same of a text about a number of things."""
    if chosen() == LANGUAGES[0]:
        return one if number == 1 else more
    return str(get_translations().ungettext(one, more, number))


def keep(response: Response, language: str | None, *, secure: bool) -> None:
    """Let this browser go on in a language, also when nobody is signed in; None: as it was."""
    if language is not None:
        response.set_cookie(
            COOKIE,
            language,
            max_age=KEPT,
            httponly=True,
            secure=secure,
            samesite="Lax",
            path="/",
        )


def translated(text: object) -> str:
    """Words that stand in the code in Dutch, in the language that was chosen.

    Words that nobody translated come back as they are; so does nothing at all, which in a
    catalogue is the name of its own heading.
    """
    words = str(text or "")
    if chosen() == LANGUAGES[0] or not words.strip():
        return words
    found: str = gettext(words)
    return found


def spoken(name: object) -> str:
    """A name of the code, such as that of a task or a document, as words in the chosen language."""
    words = translated(str(name or "").replace("_", " ").capitalize())
    return _PROPER.get(words, words)


def paper_title(document: str) -> str:
    """A document as it is headed, in the chosen language; of one that has no letter, its name."""
    entry = CATALOGUE.get(document)
    return spoken(document) if entry is None else translated(entry.title)


def field_name(path: str) -> str:
    """A field's dotted path as people read it: "Betrokkene, Voornamen"; rows count from 1."""
    parts = (
        str(int(part) + 1) if part.isdecimal() else spoken(part) for part in path.split(".") if part
    )
    return ", ".join(parts)


def in_running_text(text: object) -> str:
    """Words as they stand inside a sentence: the first letter small, names as they are."""
    words = str(text or "")
    if words[1:2].isupper() or words.startswith(_NAMES):
        return words
    return words[:1].lower() + words[1:]


def values_text(values: str) -> str:
    """Words of the code in a row, as "ambtenaar, jurist", each in the chosen language."""
    between = {", ": ", ", " en ": f" {gettext('en')} "}
    return "".join(between.get(part) or translated(part) for part in re.split(r"(, | en )", values))


def moment_text(moment: datetime) -> str:
    """As donderdag 2 april 2026, 03.47 uur; or Thursday 2 April 2026, 03:47. Amsterdam time.

    Raises:
        ValueError: the moment is naive.
    """
    if not _in_english():
        return dutch.moment_text(moment)
    if moment.tzinfo is None:
        raise ValueError("naive moment")
    return f"{weekday_text(local(moment).date())}, {clock_text(moment)}"


def short_text(moment: datetime) -> str:
    """As 2-4-2026 03.47; or 2 Apr 2026 03:47, which nobody reads as the fourth of February."""
    if not _in_english():
        return dutch.short_text(moment)
    return f"{_english(local(moment).date(), 'd MMM y')} {clock_text(moment)}"


def clock_text(moment: datetime) -> str:
    """As 03.47, or 03:47; of two equal times with which of them it is."""
    clock = local(moment).strftime("%H:%M" if _in_english() else "%H.%M")
    if not dutch.occurs_twice(moment):
        return clock
    season = gettext("zomertijd") if dutch.in_summer_time(moment) else gettext("wintertijd")
    return f"{clock} ({season})"


def time_text(moment: datetime) -> str:
    """As 03.47 uur, or 03:47."""
    return clock_text(moment) if _in_english() else dutch.time_text(moment)


def day_text(day: date) -> str:
    """As 2 april 2026, or 2 April 2026."""
    return _english(day, "d MMMM y") if _in_english() else dutch.day_text(day)


def weekday_text(day: date) -> str:
    """As donderdag 2 april 2026, or Thursday 2 April 2026."""
    return _english(day, "EEEE d MMMM y") if _in_english() else dutch.weekday_text(day)


def short_day(day: date) -> str:
    """As do 2, or Thu 2: where a day has little room."""
    if _in_english():
        return _english(day, "EEE d")
    return f"{_DAYS[day.weekday()]} {day.day}"


def month_text(day: date) -> str:
    """As mrt 2026, or Mar 2026."""
    if _in_english():
        return _english(day, "MMM y")
    return f"{_MONTHS[day.month - 1]} {day.year}"


def last_day(closes: datetime) -> str:
    """The last day of a term of whole days, which closes at the midnight after it."""
    return weekday_text(local(closes - timedelta(seconds=1)).date())


def list_text(items: Sequence[str]) -> str:
    """As A, B en C."""
    if not _in_english() or len(items) < 2:  # noqa: PLR2004 - one thing is no list
        return dutch.list_text(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def _in_english() -> bool:
    return chosen() == "en"


def _english(day: date, pattern: str) -> str:
    return str(format_date(day, pattern, locale=_ENGLISH))
