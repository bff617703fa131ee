"""Passwords that leaked, looked up in a list on this machine: nobody hears of the question.

The list is the one that Have I Been Pwned gives away, as its own downloader writes it in one file:
a line for each password, its SHA-1 in hexadecimals, a colon and how often it was seen, in the order
of the hashes (OWASP ASVS 5.0, 6.2.12). It is tens of gigabytes, and is searched where it lies.
"""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import BinaryIO

log = logging.getLogger(__name__)

#: Hexadecimals of a SHA-1.
DIGITS = 40
#: The password that leaked most often stands in every list that is whole.
KNOWN = "123456"


class Gelekt:
    """A list of passwords that leaked.

    Args:
        path: the file; None: there is none, and nothing is known to have leaked.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def holds(self, password: str) -> bool:
        """Whether a password is on the list; False when the list cannot be read.

        Somebody who must get in at night is not kept out by a disk that is away: the log tells of
        it, and so does `doctor`.
        """
        if self.path is None:
            return False
        try:
            return self._find(self.path, password)
        except OSError:
            log.exception("the list of leaked passwords cannot be read")
            return False

    def trouble(self) -> str | None:
        """Why the list is of no use, in Dutch; None when it is, or when there is none."""
        if self.path is None:
            return None
        try:
            known = self._find(self.path, KNOWN)
        except OSError as error:
            return f"{self.path}: {error.strerror}"
        if not known:
            return f"{self.path}: geen hele lijst van SHA-1-hashes, gesorteerd op hash"
        return None

    def _find(self, path: Path, password: str) -> bool:
        sought = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
        with path.open("rb") as file:
            low, high = 0, path.stat().st_size
            # the first place from where on no line comes before what is sought
            while low < high:
                middle = (low + high) // 2
                line = _line_from(file, middle)
                if line and line < sought:
                    low = middle + 1
                else:
                    high = middle
            return _line_from(file, low) == sought


def _line_from(file: BinaryIO, place: int) -> bytes:
    """The hash on the first line that begins at a place or after it; empty when there is none."""
    if place:
        file.seek(place - 1)
        file.readline()
    else:
        file.seek(0)
    return file.readline()[:DIGITS].upper()
