"""A root key: made once, read back, and of use only when it is a key."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from engine.errors import UnfitKey
from engine.vault.root import make_file, new_key, read_key

SALT, OTHER = b"s" * 32, b"t" * 32


def test_a_key_wraps_alike_for_the_same_salt_only() -> None:
    text = new_key()
    root, again, stranger = read_key(text), read_key(f" {text}\n"), read_key(new_key())

    assert root.derive(SALT) == again.derive(SALT)
    assert root.derive(SALT) not in (root.derive(OTHER), stranger.derive(SALT))
    assert root.name == again.name != stranger.name
    assert root.name not in text


@pytest.mark.parametrize("text", ["", "geheim", base64.b64encode(b"kort").decode(), "é" * 44])
def test_what_is_no_key_is_refused_without_being_told(text: str) -> None:
    with pytest.raises(UnfitKey) as caught:
        read_key(text)

    assert "huisverbod sleutels maak" in str(caught.value)
    assert not text or text not in str(caught.value)


def test_a_file_with_a_key_is_for_its_owner_alone_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "map" / "sleutel"
    make_file(path)
    key = path.read_text("ascii")

    with pytest.raises(FileExistsError):
        make_file(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_text("ascii") == key
    assert [each.name for each in path.parent.iterdir()] == ["sleutel"]
    read_key(key)
