"""The language of the pages: Dutch as written, English by catalogue.

What stands in templates and code is Dutch, and is what `gettext` looks up. Papers, which go to
people and into court, have languages of their own and are no concern of this module.
"""

from __future__ import annotations

from flask import Flask, request
from flask_babel import Babel, gettext

#: The languages of the pages; the first is the one in which they are written.
LANGUAGES = ("nl", "en")
#: Where a browser keeps the choice before anybody has signed in.
COOKIE = "taal"


def register(app: Flask) -> None:
    """Let templates and pages translate, in the language that was chosen."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", LANGUAGES[0])
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "translations")
    Babel(app, locale_selector=chosen)
    app.jinja_env.globals["paginataal"] = chosen


def chosen() -> str:
    """The language that was chosen; never the browser's own, which nobody here chose."""
    asked = request.cookies.get(COOKIE, "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def translated(text: str) -> str:
    """Words that stand in the code in Dutch, in the language that was chosen."""
    found: str = gettext(text)
    return found
