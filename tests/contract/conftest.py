"""One place for software tokens: the module reads which there are when it is first used."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

#: The tokens, and the PIN of each.
PINS = {"gemeente": "841372", "wortel": "765432"}


@pytest.fixture(scope="session")
def token_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where SoftHSM keeps every token of this process: one for each name in `PINS`, still empty."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n"
    )
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    for label, pin in PINS.items():
        init = f"softhsm2-util --init-token --free --label {label} --so-pin 4711 --pin {pin}"
        subprocess.run(init.split(), check=True, capture_output=True, timeout=60)
    yield folder
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before
