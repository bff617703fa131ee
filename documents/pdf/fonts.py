"""Our own fonts and nothing else, so that every machine makes the same letter.

WeasyPrint finds fonts through fontconfig, which reads its file once per process: it is written
and pointed to here, before WeasyPrint is imported.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from documents.errors import Incapable

#: Of the names of a font, that of the family with the style.
_FULL_NAME = 4
_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <edit name="family" mode="append_last"><string>Noto Sans</string></edit>
  </match>
  <match target="font"><edit name="hinting" mode="assign"><bool>false</bool></edit></match>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


def folder() -> Path:
    """Where the fonts lie."""
    return Path(str(resources.files("documents").joinpath("templates", "fonts")))


@cache
def use_only_ours() -> None:
    """Let this process see our fonts and no others.

    Raises:
        Incapable: the folder for fontconfig's own files belongs to somebody else.
    """
    # another installation on this machine has other fonts, and a folder for itself
    ours = hashlib.sha256(str(folder()).encode()).hexdigest()[:12]
    place = Path(tempfile.gettempdir()) / f"huisverbod-fonts-{os.getuid()}-{ours}"
    place.mkdir(mode=0o700, exist_ok=True)
    if place.stat().st_uid != os.getuid():
        raise Incapable(f"{place} belongs to somebody else")
    config = place / "fonts.conf"
    # other processes may be reading it: it is replaced, and never empty for a moment
    draft = place / f"fonts.conf.{os.getpid()}"
    draft.write_text(_CONFIG.format(fonts=folder(), cache=place / "cache"), encoding="utf-8")
    draft.replace(config)
    os.environ["FONTCONFIG_FILE"] = str(config)


@cache
def coverage() -> frozenset[int]:
    """Every character that our fonts can draw."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for path in sorted(folder().glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


def visible() -> frozenset[Path]:
    """The files of all fonts that this process sees."""
    from weasyprint.text.ffi import ffi, fontconfig

    config = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    found = fontconfig.FcConfigGetFonts(config, fontconfig.FcSetSystem)
    if found == ffi.NULL:
        return frozenset()
    name = ffi.new("FcChar8 **")
    paths: set[Path] = set()
    for number in range(found.nfont):
        if fontconfig.FcPatternGetString(found.fonts[number], b"file", 0, name) == 0:
            paths.add(Path(ffi.string(name[0]).decode()))
    return frozenset(paths)


@cache
def meanings() -> Mapping[str, Mapping[int, str]]:
    """Of each font, under the name it has in a PDF, what its glyphs stand for by themselves.

    Only glyphs that stand for a character have a meaning here; those that stand for several, or
    for one in some surroundings, get theirs from the text they are used in.
    """
    from fontTools.ttLib import TTFont

    found: dict[str, Mapping[int, str]] = {}
    for path in sorted(folder().glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            numbers = font.getReverseGlyphMap()
            name = str(font["name"].getDebugName(_FULL_NAME)).removesuffix(" Regular")
            # of the characters that share a glyph the first: never one kept for old Arabic files
            found[name.replace(" ", "-")] = {
                numbers[glyph]: unicodedata.normalize("NFKC", chr(code)).strip() or " "
                for code, glyph in sorted(font.getBestCmap().items(), reverse=True)
            }
    return found
