"""A root key in a real token (SoftHSM): it seals and opens without ever coming out."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from engine.errors import UnfitKey
from engine.vault.token import TokenRoot
from tests.contract.conftest import PINS
from tests.contract.test_key_sources import MODULE

PIN = PINS["wortel"]
SALT = b"z" * 32

pytestmark = pytest.mark.skipif(
    not Path(MODULE).exists() or shutil.which("pkcs11-tool") is None, reason="no SoftHSM here"
)


@pytest.fixture(scope="module")
def token(token_folder: Path) -> str:
    """The address of an AES key in a token that was made for this."""
    folder = token_folder
    (folder / "pin").write_text(PIN + "\n")
    for label in ("huis", "ander"):
        make = ["--keygen", "--key-type", "AES:32", "--label", label]
        run(
            *f"pkcs11-tool --module {MODULE} --token-label wortel --login --pin {PIN}".split(),
            *make,
        )
    return f"pkcs11:token=wortel;object=huis?module-path={MODULE}&pin-source=file:{folder / 'pin'}"


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def test_a_token_gives_the_same_key_for_the_same_salt_only(token: str) -> None:
    root, again = TokenRoot(token), TokenRoot(token)
    other = TokenRoot(token.replace("object=huis", "object=ander"))

    assert root.derive(SALT) == again.derive(SALT)
    assert root.derive(SALT) not in (root.derive(b"y" * 32), other.derive(SALT))
    assert len(root.derive(SALT)) == 32
    assert root.name == again.name != other.name


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (("object=huis", "object=weg"), "antwoordt niet"),
        (("token=wortel", "token=weg"), "antwoordt niet"),
        (("object=huis", ""), "object"),
        (("pin-source", "pin-bron"), "pin-source"),
        (("/pin", "/geen-pin"), "pincode"),
    ],
)
def test_a_token_that_cannot_be_used_says_why(token: str, wrong: tuple[str, str], why: str) -> None:
    with pytest.raises(UnfitKey, match=why) as caught:
        TokenRoot(token.replace(*wrong))

    assert PIN not in str(caught.value)
