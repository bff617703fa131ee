"""A root key in a real token (SoftHSM): it seals and opens without ever coming out."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import UnfitKey
from engine.vault.token import TokenRoot
from tests.contract.test_key_sources import MODULE

PIN = "765432"
SALT = b"z" * 32

pytestmark = pytest.mark.skipif(
    not Path(MODULE).exists() or shutil.which("pkcs11-tool") is None, reason="no SoftHSM here"
)


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an AES key in a token that was made for this."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "pin").write_text(PIN + "\n")
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    login = ["--so-pin", "4711", "--pin", PIN]
    run("softhsm2-util", "--init-token", "--free", "--label", "wortel", *login)
    for label in ("huis", "ander"):
        make = ["--keygen", "--key-type", "AES:32", "--label", label]
        run(
            *f"pkcs11-tool --module {MODULE} --token-label wortel --login --pin {PIN}".split(),
            *make,
        )
    yield f"pkcs11:token=wortel;object=huis?module-path={MODULE}&pin-source=file:{folder / 'pin'}"
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


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
