"""What can be said about a signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from documents.signing.levels import Niveau


class Finding(StrEnum):
    """The one thing to say about a file."""

    GENUINE = "genuine"
    #: A PDF without a signature.
    UNSIGNED = "unsigned"
    #: Signed by a key we believe, and changed afterwards in a way the signature does not allow.
    CHANGED = "changed"
    #: Signed by a key we do not believe, or that was revoked; changed or not.
    UNTRUSTED = "untrusted"
    #: No PDF, or a damaged one.
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    #: It took longer, or more memory, than a decision can need.
    TOO_SLOW = "too_slow"
    #: Not judged: others were, and waiting would hold up whoever asks for something else.
    BUSY = "busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found; nothing but the finding where there is no signature to judge.

    Attributes:
        intact: what was signed is unchanged, whoever signed it.
        ondertekenaar: common name on the certificate.
        vingerafdruk: SHA-256 of the certificate, in hexadecimals.
        ondertekend_op: the moment of the time stamp, or else what the signature itself claims.
        moment_proven: whether it is the former.
        niveau: what the file proves by itself.
        test: the key binds nobody.
        later_changes: what came after the signature.
    """

    finding: Finding
    intact: bool = False
    ondertekenaar: str | None = None
    vingerafdruk: str | None = None
    ondertekend_op: datetime | None = None
    moment_proven: bool = False
    niveau: Niveau | None = None
    test: bool = False
    later_changes: Literal["none", "allowed", "forbidden"] | None = None

    @property
    def genuine(self) -> bool:
        """Signed by a key we trust, and unchanged since but for what the signature allows."""
        return self.finding is Finding.GENUINE

    @property
    def lasting(self) -> bool:
        """The file itself proves when it was signed, and that the key had not been revoked then.

        Without it a key that was stolen and revoked since still makes signatures like this one.
        """
        return self.genuine and self.moment_proven and self.niveau in ("B-LT", "B-LTA")
