"""What a municipality brings as its image or colour is made safe, or refused with the reason."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

import pytest
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from documents import house_style
from documents.errors import UnfitStyle
from documents.house_style import HouseStyle, contrast_on_white
from documents.pdf import render
from documents.pdf.xmp import Properties

STYLE = HouseStyle()
MADE_OF = Properties("brief", "0" * 64, "test")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}viewBox="0 0 10 10">{}</svg>'
SHAPE = '<path d="M1 1h8v8z" fill="#154273"/>'


@dataclass(frozen=True)
class Arms:
    sha256: str
    soort: str
    breedte_mm: int = 20


def svg(inside: str = SHAPE, head: str = "") -> bytes:
    return SVG.format(head, inside).encode()


def png(width: int = 30, height: int = 40, note: str = "") -> bytes:
    out, info = io.BytesIO(), PngInfo()
    if note:
        info.add_text("Comment", note)
    Pillow.new("RGB", (width, height), "#154273").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def test_a_drawing_is_kept_as_what_it_draws() -> None:
    raw = svg(
        "<!-- geheim --><metadata>wie het tekende</metadata><title>oud</title>"
        '<g inkscape:label="laag" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape">'
        '<path d="M1 1h8v8z" style="fill:url(#verloop);font-family:Wingdings"/></g>'
        '<linearGradient id="verloop"><stop offset="0" stop-color="red"/></linearGradient>',
        'width="300" height="300" ',
    )

    image = STYLE.image(raw)

    assert image.soort == "svg"
    assert image.sha256 == hashlib.sha256(image.content).hexdigest()
    assert image.content.decode() == SVG.format(
        "",
        '<g><path d="M1 1h8v8z" fill="url(#verloop)"/></g>'
        '<linearGradient id="verloop"><stop offset="0" stop-color="red"/></linearGradient>',
    )
    assert STYLE.image(image.content) == image


@pytest.mark.parametrize(
    ("hostile", "reason"),
    [
        (svg("<script>alert(1)</script>"), "<script>"),
        (svg("<foreignObject><p>x</p></foreignObject>"), "<foreignObject>"),
        (svg('<image href="file:///etc/passwd"/>'), "<image>"),
        (svg("<style>@import 'https://example.org'</style>"), "<style>"),
        (svg('<animate attributeName="x"/>'), "<animate>"),
        (svg('<use href="https://example.org/x.svg#y"/>'), "buiten zichzelf"),
        (
            svg('<use xlink:href="file:///x" xmlns:xlink="http://www.w3.org/1999/xlink"/>'),
            "buiten zichzelf",
        ),
        (svg('<path d="M1 1" fill="url(https://example.org/x)"/>'), "buiten zichzelf"),
        (svg('<path d="M1 1" style="fill:url( file:///x )"/>'), "buiten zichzelf"),
        (svg('<path d="M1 1" fill="u&#x72;l(//example.org)"/>'), "buiten zichzelf"),
        (svg('<path d="M1 1" onclick="x"/>'), "onclick"),
        (b"<!DOCTYPE svg>" + svg(), "DOCTYPE"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(), "DOCTYPE"),
        (("<!DOCTYPE svg>" + svg().decode()).encode("utf-16"), "DOCTYPE"),
        (svg("<text>Gemeente</text>"), "<text>"),
        (svg(""), "niets"),
        (SVG.replace('viewBox="0 0 10 10"', "").format("", SHAPE).encode(), "viewBox"),
        (b"<html/>", "geen SVG"),
        (b"GIF89a", "PNG of SVG"),
        (svg("<g>" * 5000), "PNG of SVG"),
        (svg(SHAPE * 8000), "groter"),
    ],
)
def test_a_drawing_that_holds_more_is_refused(hostile: bytes, reason: str) -> None:
    with pytest.raises(UnfitStyle, match=reason):
        STYLE.image(hostile)


def sized(view: str) -> bytes:
    return svg().replace(b"0 0 10 10", view.encode())


@pytest.mark.parametrize(
    "view",
    [
        "a b",
        "",
        "0 0 10",
        "0 0 10 10 10",
        "0 0 0 10",
        "0 0 10 -1",
        "0 0 1e400 10",
        "0 0 nan nan",
        "0 0 10 1e300",
    ],
)
def test_a_drawing_without_a_size_is_refused(view: str) -> None:
    with pytest.raises(UnfitStyle, match="viewBox"):
        STYLE.image(sized(view))
    with pytest.raises(UnfitStyle, match="viewBox"):
        STYLE.image(svg(f'{SHAPE}<symbol viewBox="{view}">{SHAPE}</symbol>'))


def test_a_size_may_be_written_with_commas_and_from_below_zero() -> None:
    assert STYLE.image(sized("-5,-5.5, 1e1 ,10")).soort == "svg"


def repeated(levels: int, times: int) -> str:
    """A shape `times` ** `levels` times."""
    parts = [f'<g id="a0">{SHAPE}</g>']
    for level in range(1, levels + 1):
        inside = f'<use href="#a{level - 1}"/>' * times
        parts.append(f'<g id="a{level}">{inside}</g>')
    return f"<defs>{''.join(parts)}</defs>"


@pytest.mark.parametrize(
    ("endless", "reason"),
    [
        ('<g id="a"><use href="#a"/></g>', "kring"),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "kring"),
        (f'<mask id="a"><g mask="url(#a)">{SHAPE}</g></mask>', "kring"),
        (f'<clipPath id="a"><g style="clip-path:url( \'#a\' )">{SHAPE}</g></clipPath>', "kring"),
        ('<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>', "kring"),
        (repeated(8, 10) + '<use href="#a8"/>', "te vaak"),
        (repeated(1, 2001), "te vaak"),
        (f'<g id="a">{SHAPE * 100}</g>' + '<use href="#a"/>' * 300, "te vaak"),
        (repeated(40, 1) + '<use href="#a40"/>', "te diep"),
        ("<g>" * 100 + SHAPE + "</g>" * 100, "te diep"),
    ],
)
def test_a_drawing_without_an_end_is_refused(endless: str, reason: str) -> None:
    with pytest.raises(UnfitStyle, match=reason):
        STYLE.image(svg(SHAPE + endless))


def test_a_drawing_may_repeat_its_parts() -> None:
    inside = repeated(3, 10) + '<use href="#a3"/><use href="#nergens"/>'

    assert STYLE.image(svg(inside)).content.count(b"<use") == 32


def test_a_picture_is_drawn_again_without_its_notes() -> None:
    image = STYLE.image(png(note="geheim"))

    assert image.soort == "png"
    assert b"geheim" not in image.content
    with Pillow.open(io.BytesIO(image.content)) as picture:
        assert picture.size == (30, 40)
        assert picture.convert("RGB").getpixel((3, 3)) == (0x15, 0x42, 0x73)


def test_a_picture_that_is_too_big_or_broken_is_refused() -> None:
    bomb = bytearray(png())
    bomb[16:24] = (60_000).to_bytes(4) * 2

    for content in (png(width=2001), bytes(bomb), png()[:60], png() + b"x" * 600_000):
        with pytest.raises(UnfitStyle):
            STYLE.image(content)


@pytest.mark.parametrize(("kleur", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0)])
def test_contrast_is_counted_as_wcag_does(kleur: str, contrast: float) -> None:
    assert contrast_on_white(kleur) == pytest.approx(contrast)


def test_a_colour_that_cannot_be_read_is_refused_with_the_reason() -> None:
    STYLE.check_colour("#767676")  # 4.54, the lightest grey that passes

    with pytest.raises(UnfitStyle, match="contrast met wit is 4,5"):
        STYLE.check_colour("#777777")
    with pytest.raises(UnfitStyle, match="Schrijf de kleur"):
        STYLE.check_colour("red")


def test_arms_stand_in_a_letter_as_our_own_markup() -> None:
    image = STYLE.image(svg())

    markup = house_style.arms("A & B", Arms(image.sha256, "svg"), {image.sha256: image.content})

    assert markup is not None
    assert "<title>Wapen van A &amp; B</title><path" in markup
    assert "width: 20mm" in markup


def test_a_letter_looks_up_its_own_picture_and_no_other() -> None:
    image = STYLE.image(png())
    arms, images = Arms(image.sha256, "png"), {image.sha256: image.content}
    own = house_style.addresses(arms, images)
    other = house_style.png_address(STYLE.image(png(31)).content)

    markup = str(house_style.arms("Voorbeeldstad", arms, images))
    content, pages = render.to_pdf(markup, properties=MADE_OF, pictures=own)

    assert pages == 1
    assert b"/Image" in content
    for address in (other, "file:///etc/passwd", "data:text/html,x"):
        with pytest.raises(BaseException, match=r"(?i)fetch|allowed"):
            render.to_pdf(f"<img src='{address}' alt='x'>", properties=MADE_OF, pictures=own)


def test_an_image_that_is_gone_or_changed_is_told() -> None:
    image = STYLE.image(svg())

    for images in ({}, {image.sha256: b"<svg/>"}):
        with pytest.raises(UnfitStyle):
            house_style.arms("Voorbeeldstad", Arms(image.sha256, "svg"), images)
