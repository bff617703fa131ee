"""veraPDF, the reference judge, when the machine has it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence

_SECONDS = 60


def complaints(content: bytes, flavour: str) -> Sequence[str]:
    """What veraPDF has against the file; nothing, also when the machine has no veraPDF.

    Args:
        flavour: 2a, 3a, ua1.
    """
    program = shutil.which("verapdf")
    if program is None:
        return ()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        try:
            done = subprocess.run(  # noqa: S603 - our own program, and a file of our own making
                [program, "--flavour", flavour, "--format", "text", file.name],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return (f"gave no answer within {_SECONDS} seconds",)
    if done.returncode == 0:
        return ()
    return (f"does not conform, or could not be judged (exit code {done.returncode})",)
