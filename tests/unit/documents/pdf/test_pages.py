"""Pages as pictures: bounded, the same each time, with the signature on them."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from documents.errors import UnknownPage
from documents.pdf import pages
from tests.unit.documents.pdf.letters import letter, made
from tests.unit.documents.pdf.signing import signed

TWO = letter('<p style="break-after: page">Een.</p><p>Twee.</p>')


@pytest.fixture(scope="module")
def content() -> bytes:
    return made(TWO)


def size(picture: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(picture)) as opened:
        assert opened.format == "PNG"
        return opened.size


def test_a_page_is_a_picture_of_the_width_asked_for(content: bytes) -> None:
    wide, high = size(pages.picture(content, 1, 600))

    assert abs(wide - 600) <= 1
    assert abs(high / wide - 297 / 210) < 0.01


def test_no_picture_is_boundless(content: bytes) -> None:
    assert max(size(pages.picture(content, 1, 1_000_000))) <= pages.LARGEST
    with pytest.raises(ValueError, match="wide"):
        pages.picture(content, 1, 0)


def test_pages_are_told_apart_by_picture_and_text(content: bytes) -> None:
    assert pages.count(content) == 2
    assert pages.picture(content, 1, 300) != pages.picture(content, 2, 300)
    assert "Een." in pages.text(content, 1)
    assert "Twee." in pages.text(content, 2)


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_page_that_is_not_there(content: bytes, number: int) -> None:
    with pytest.raises(UnknownPage):
        pages.picture(content, number, 300)
    with pytest.raises(UnknownPage):
        pages.text(content, number)


def test_many_at_once_get_the_same_picture(content: bytes) -> None:
    expected = pages.picture(content, 1, 300)

    with ThreadPoolExecutor(4) as threads:
        drawn = set(threads.map(lambda _: pages.picture(content, 1, 300), range(12)))

    assert drawn == {expected}


def test_a_signature_is_in_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = made()
    full = signed(empty, tmp_path, monkeypatch)

    assert pages.picture(full, 1, 600) != pages.picture(empty, 1, 600)
