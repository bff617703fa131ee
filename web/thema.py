"""A municipality's colour on the pages: a small stylesheet made of one value that was checked.

A municipality gives a colour, never a stylesheet: what it gives cannot reach beyond colours.
"""

from __future__ import annotations

import re
import time
from typing import Any

from flask import Flask, g, url_for

#: How long (s) a process shows a colour after another one changed it.
KEPT = 60.0
_COLOUR = re.compile(r"[0-9a-f]{6}")
_WHITE, _NIGHT = (255, 255, 255), (26, 26, 26)
#: WCAG 2.2, 1.4.3: text against what is behind it.
READABLE = 4.5

_Rgb = tuple[int, int, int]


def register(app: Flask, house: Any) -> None:
    """Let templates know the stylesheet of the municipality of whoever is signed in."""
    known: dict[str, tuple[float, str]] = {}

    def colour_of(code: str) -> str:
        until, colour = known.get(code, (0.0, ""))
        if until < time.monotonic():
            colour = house.beheer.gemeente(code).kleur.removeprefix("#").lower()
            known[code] = time.monotonic() + KEPT, colour
        return colour

    def remember() -> None:
        # now and not while a page is made, which may be in the middle of reading
        who = g.get("actor")
        codes = sorted(who.gemeenten) if who is not None else []
        g.thema = url_for("weergave.theme", kleur=colour_of(codes[0])) if codes else None

    app.before_request(remember)
    app.context_processor(lambda: {"thema": g.get("thema")})


def stylesheet(kleur: str) -> str:
    """The colours of a theme, readable on white and, made lighter, in the dark.

    Raises:
        ValueError: it is no colour of six hexadecimals.
    """
    if not _COLOUR.fullmatch(kleur):
        raise ValueError(kleur)
    own = _rgb(kleur)
    day = _until_readable(own, _WHITE, towards=(0, 0, 0))
    night = _until_readable(own, _NIGHT, towards=_WHITE)
    shades = {
        "--brand": day,
        "--voorbeeld-kleuren-blauw-400": day,
        "--voorbeeld-kleuren-blauw-500": _mixed(day, (0, 0, 0), 0.2),
        "--voorbeeld-kleuren-blauw-600": _mixed(day, (0, 0, 0), 0.4),
    }
    light = "".join(f"{name}:{_hex(value)};" for name, value in shades.items())
    dark = f"--brand:{_hex(night)};"
    # the dark tokens of the design system are values of their own: only what is ours changes there
    return (
        f":root{{{light}}}"
        f"@media (prefers-color-scheme:dark){{:root:not(.licht){{{dark}}}}}"
        f":root.donker{{{dark}}}\n"
    )


def contrast(one: _Rgb, other: _Rgb) -> float:
    """How far two colours are apart, as WCAG 2.2 counts it (1 to 21)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _until_readable(colour: _Rgb, behind: _Rgb, *, towards: _Rgb) -> _Rgb:
    for step in range(21):
        mixed = _mixed(colour, towards, step / 20)
        if contrast(mixed, behind) >= READABLE:
            return mixed
    return towards


def _mixed(colour: _Rgb, other: _Rgb, share: float) -> _Rgb:
    red, green, blue = (
        round(a * (1 - share) + b * share) for a, b in zip(colour, other, strict=True)
    )
    return red, green, blue


def _luminance(colour: _Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def _rgb(kleur: str) -> _Rgb:
    red, green, blue = (int(kleur[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def _hex(colour: _Rgb) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
