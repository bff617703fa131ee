"""Every colour a municipality may have can be read, by day and by night."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.thema import READABLE, contrast, stylesheet

WHITE, NIGHT = (255, 255, 255), (26, 26, 26)
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06x}")


def brands(content: str) -> list[tuple[int, int, int]]:
    found = re.findall(r"--brand:#([0-9a-f]{6})", content)
    return [(int(each[:2], 16), int(each[2:4], 16), int(each[4:], 16)) for each in found]


@given(COLOURS)
def test_it_stands_out_against_what_is_behind_it(kleur: str) -> None:
    day, night, chosen = brands(stylesheet(kleur))

    assert contrast(day, WHITE) >= READABLE
    assert contrast(night, NIGHT) >= READABLE
    assert night == chosen


@given(st.text(max_size=12).filter(lambda text: not re.fullmatch("[0-9a-f]{6}", text)))
def test_nothing_but_a_colour_gets_into_a_stylesheet(text: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - its message is the text itself
        stylesheet(text)
    assert str(refused.value) == text


def test_contrast_is_counted_as_wcag_does() -> None:
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast((118, 118, 118), WHITE) == pytest.approx(4.54, abs=0.01)
