"""How a municipality's letters look: its image and its colour, made safe when they are brought.

What is kept is always our own writing of it: an SVG is rebuilt from a list of what may be in one,
a PNG is decoded and encoded again. So nothing has to be judged when a letter is drawn.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from lxml import etree
from markupsafe import Markup
from PIL import Image as Pillow

from documents import drawing
from documents.errors import UnfitStyle

MAX_SVG = 256 * 1024
MAX_PNG = 512 * 1024
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
MAX_PIXELS = 2000
#: Contrast of text on white that everybody can read (WCAG 1.4.3).
CONTRAST = 4.5

_SVG = "http://www.w3.org/2000/svg"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_SHAPES = (
    "g defs symbol use path rect circle ellipse line polyline polygon linearGradient "
    "radialGradient stop clipPath mask"
)
_LOOKS = (
    "id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform opacity color "
    "fill fill-opacity fill-rule clip-path clip-rule mask stroke stroke-width stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity offset "
    "stop-color stop-opacity gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits "
    "maskContentUnits preserveAspectRatio display visibility"
)
_ELEMENTS = frozenset(_SHAPES.split())
_ATTRIBUTES = frozenset(_LOOKS.split())
#: What drawing programs leave behind and nothing draws; it is left out.
_NOTES = frozenset({"metadata", "title", "desc"})
#: A part of the drawing itself; nothing else may be referred to.
_OWN_PART = re.compile(r"#[\w.:-]+")
_OWN_URL = re.compile(r"url\(\s*['\"]?#[\w.:-]+['\"]?\s*\)")
#: What values of drawings are made of: numbers, names, colours, paths.
_VALUE = re.compile(r"[\w\s.,:;#%+()'\"-]*")
_UNREADABLE = "Dit is geen PNG of SVG die kan worden gelezen."


@dataclass(frozen=True, slots=True)
class Image:
    """An image that is safe to print.

    Attributes:
        soort: what the bytes are.
    """

    soort: Literal["svg", "png"]
    content: bytes
    sha256: str


class Arms(Protocol):
    """Which image stands above a letter, and how wide (mm)."""

    @property
    def sha256(self) -> str: ...
    @property
    def soort(self) -> str: ...
    @property
    def breedte_mm(self) -> int: ...


class HouseStyle:
    """Judges what a municipality wants its letters to look like."""

    def image(self, content: bytes) -> Image:
        """The image as it is kept.

        Raises:
            UnfitStyle: it is no SVG or PNG, is too big, or holds what a letter may not hold.
        """
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return _image("png", _clean_png(content))
        return _image("svg", _clean_svg(content))

    def check_colour(self, kleur: str) -> None:
        """See that headings in this colour can be read on white paper.

        Raises:
            UnfitStyle: it is no colour, or too light.
        """
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", kleur):
            raise UnfitStyle(f"Schrijf de kleur als #154273, niet als {kleur}.")
        found = contrast_on_white(kleur)
        if found < CONTRAST:
            shown = f"{found:.1f}".replace(".", ",")
            raise UnfitStyle(
                f"De kleur {kleur} is te licht: het contrast met wit is {shown}, en voor tekst is "
                f"ten minste {str(CONTRAST).replace('.', ',')} nodig. Kies een donkerder kleur."
            )


def contrast_on_white(kleur: str) -> float:
    """Contrast ratio (1 to 21) of a colour such as #154273 with white, as WCAG 2 counts it."""
    channels = [int(kleur[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for value in channels
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def arms(name: str, wapen: Arms | None, images: Mapping[str, bytes]) -> Markup | None:
    """The image above a letter as markup of our own; None when there is none.

    Args:
        name: whose arms these are.
        images: image bytes by their hash.

    Raises:
        UnfitStyle: the image is not among `images`, or is not the one the facts speak of.
    """
    if wapen is None:
        return None
    content = images.get(wapen.sha256)
    if content is None or hashlib.sha256(content).hexdigest() != wapen.sha256:
        raise UnfitStyle("Het wapen van de gemeente is er niet, of is niet meer hetzelfde.")
    title = f"Wapen van {name}"
    if wapen.soort == "png":
        return Markup('<img class="wapen" style="width: {}mm" alt="{}" src="{}">').format(
            wapen.breedte_mm, title, png_address(content)
        )
    head, _, shapes = content.decode().partition(">")
    return Markup('<div class="wapen" style="width: {}mm">{}><title>{}</title>{}</div>').format(
        wapen.breedte_mm,
        Markup(head),  # noqa: S704 - written by `_clean_svg`
        title,
        Markup(shapes),  # noqa: S704 - the same
    )


def addresses(wapen: Arms | None, images: Mapping[str, bytes]) -> frozenset[str]:
    """What a letter with these arms may look up: nothing, or the one picture itself."""
    if wapen is None or wapen.soort != "png":
        return frozenset()
    return frozenset({png_address(images[wapen.sha256])})


def png_address(content: bytes) -> str:
    """A PNG as an address that holds it whole: the only one a letter may look up."""
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


def _image(soort: Literal["svg", "png"], content: bytes) -> Image:
    return Image(soort, content, hashlib.sha256(content).hexdigest())


def _clean_png(content: bytes) -> bytes:
    """Decoded and encoded again, without anything that is no pixel."""
    if len(content) > MAX_PNG:
        raise UnfitStyle(f"De afbeelding is groter dan {MAX_PNG // 1024} kB.")
    try:
        # not left to Pillow: WeasyPrint tells it, for the whole process, to take half a picture
        if not content.endswith(_PNG_END):
            raise UnfitStyle("Deze PNG is niet compleet.")
        with Pillow.open(io.BytesIO(content), formats=["PNG"]) as picture:
            if max(picture.size) > MAX_PIXELS:
                raise UnfitStyle(f"De afbeelding is breder of hoger dan {MAX_PIXELS} pixels.")
            picture.load()
            pixels = picture.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError) as error:
        if isinstance(error, UnfitStyle):
            raise
        raise UnfitStyle("Dit is geen PNG die kan worden gelezen.") from error
    out = io.BytesIO()
    pixels.save(out, "PNG", optimize=True)
    if out.tell() > MAX_PNG:
        raise UnfitStyle(f"De afbeelding wordt groter dan {MAX_PNG // 1024} kB.")
    return out.getvalue()


def _clean_svg(content: bytes) -> bytes:
    """Rebuilt from the shapes and attributes that may be in a letter, and nothing else."""
    if len(content) > MAX_SVG:
        raise UnfitStyle(f"De tekening is groter dan {MAX_SVG // 1024} kB.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnfitStyle("De tekening heeft een DOCTYPE of entiteiten; bewaar haar zonder.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        drawn = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnfitStyle(_UNREADABLE) from error
    if drawn.getroottree().docinfo.doctype:
        raise UnfitStyle("De tekening heeft een DOCTYPE of entiteiten; bewaar haar zonder.")
    if drawn.tag != f"{{{_SVG}}}svg" or "viewBox" not in drawn.attrib:
        raise UnfitStyle("Dit is geen SVG, of een SVG zonder viewBox en dus zonder verhouding.")
    rebuilt = etree.Element(f"{{{_SVG}}}svg", {"viewBox": ""}, nsmap={None: _SVG})
    _rebuild(drawn, rebuilt)
    for size in ("width", "height"):
        rebuilt.attrib.pop(size, None)
    if not len(rebuilt):
        raise UnfitStyle("In de tekening staat niets dat kan worden afgedrukt.")
    drawing.check(rebuilt)
    written: bytes = etree.tostring(rebuilt, encoding="utf-8")
    return written


def _rebuild(drawn: etree._Element, rebuilt: etree._Element) -> None:
    for name, value in _attributes(drawn):
        rebuilt.set(name, value)
    for child in drawn:
        namespace, _, name = str(child.tag).rpartition("}")
        if namespace != f"{{{_SVG}" or name in _NOTES:
            continue
        if name not in _ELEMENTS:
            raise UnfitStyle(f"In de tekening staat <{name}>; dat kan niet in een brief.")
        _rebuild(child, etree.SubElement(rebuilt, f"{{{_SVG}}}{name}"))


def _attributes(drawn: etree._Element) -> Iterator[tuple[str, str]]:
    """What may stay of an element's attributes; styles become attributes of their own."""
    for name, value in drawn.attrib.items():
        if name in _HREFS:
            if not _OWN_PART.fullmatch(value):
                raise UnfitStyle("De tekening verwijst naar iets buiten zichzelf.")
            yield "href", value
        elif name.lower().startswith("on"):
            raise UnfitStyle(f"In de tekening staat {name}; dat kan niet in een brief.")
        elif name == "style":
            yield from _declared(value)
        elif name in _ATTRIBUTES:
            yield name, _checked(value)


def _declared(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() in _ATTRIBUTES:
            yield name.strip(), _checked(value.strip())


def _checked(value: str) -> str:
    if not _VALUE.fullmatch(value) or "url" in _OWN_URL.sub("", value).lower():
        raise UnfitStyle("De tekening verwijst naar iets buiten zichzelf.")
    return value
