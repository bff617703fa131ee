"""The code of a decision as a picture that a telephone reads."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urlencode

import segno
from markupsafe import Markup


class Control(Protocol):
    """The code, and the address of the page that knows it."""

    @property
    def code(self) -> str: ...
    @property
    def adres(self) -> str: ...


def picture(control: Control) -> Markup:
    """The address with the code in it, drawn; the same code gives the same markup."""
    drawn = segno.make(f"{control.adres}?{urlencode({'code': control.code})}", error="m")
    svg = drawn.svg_inline(
        border=2, omitsize=True, title=f"QR-code om besluit {control.code} te controleren"
    )
    return Markup('<div class="qr">{}</div>').format(
        Markup(svg)  # noqa: S704 - drawn here from a code of letters and digits
    )
