"""The product's refusals: facts about what was refused and why, never finished prose.

Whoever shows a refusal (a page, the API, the command line) turns its reasons into sentences;
every refusal means that nothing was changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reden:
    """A Dutch sentence with named holes, and the values that belong in them.

    Moments in `waarden` are aware UTC datetimes; whoever shows the sentence writes them in
    Europe/Amsterdam. `zin` says what is wrong and what to do about it.
    """

    zin: str
    waarden: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.zin.format_map(self.waarden)


class HuisverbodError(Exception):
    """Root of everything the product itself raises."""


class Refused(HuisverbodError):
    """Somebody asked for something that may not happen; nothing was changed.

    Args:
        code: the guard code of docs/reference/process.md.
        reasons: what is wrong and what to do, first the one that counts.
        article: the statute's article, in the house's citation form, or "" when it is no law.
    """

    def __init__(self, code: str, reasons: Sequence[Reden], article: str = "") -> None:
        self.code = code
        self.reasons = tuple(reasons)
        self.article = article
        super().__init__(f"{code}: {'; '.join(map(str, self.reasons))}")


class RefusedByLaw(Refused):
    """A guard of the law said no."""


class NotAllowed(Refused):
    """This user may not do this here (code `rol`)."""

    def __init__(self, reason: Reden) -> None:
        super().__init__("rol", [reason])


class NotWaiting(Refused):
    """The case does not wait for this task or message (code `status`)."""

    def __init__(self, reason: Reden) -> None:
        super().__init__("status", [reason])


class InvalidForm(Refused):
    """The answer is missing fields or holds ill-formed ones (code `formulier`).

    Args:
        fields: dotted field path → the kinds of trouble with it (pydantic's error types and
            context), for a page to put beside the field.
    """

    def __init__(self, fields: Mapping[str, Sequence[Reden]]) -> None:
        self.fields = {name: tuple(reasons) for name, reasons in fields.items()}
        super().__init__(
            "formulier",
            [
                Reden("{veld}: {fout}", {"veld": name, "fout": str(reason)})
                for name, reasons in self.fields.items()
                for reason in reasons
            ],
        )


class Stale(Refused):
    """Somebody else was first: the task is gone or the case moved on (code `status`).

    Args:
        reason: says what happened.
        door: name of the person who was first, when known.
        op: when they were (UTC), when known.
    """

    def __init__(self, reason: Reden, door: str | None = None, op: datetime | None = None) -> None:
        self.door = door
        self.op = op
        super().__init__("status", [reason])


class NotFound(HuisverbodError):
    """It does not exist, or not for this user: both look the same from outside the gemeente."""


class BrokenModel(HuisverbodError):
    """A process model cannot be used.

    Args:
        findings: file, element and finding, each a full line of Dutch text.
    """

    def __init__(self, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))


class TooManyTries(HuisverbodError):
    """After too many wrong passwords even the right one is not taken yet.

    Args:
        until: when it will be (UTC).
    """

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__("too many tries")


class CannotUpgrade(HuisverbodError):
    """This version of the product may not serve this database; the database was left as it was.

    Args:
        findings: case and what is the matter with it, each a full line of Dutch text.
    """

    def __init__(self, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))


class Unavailable(HuisverbodError):
    """A part that is needed does not answer now; nothing was changed, trying again may help."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


class UnfitKey(HuisverbodError):
    """The root key is missing, no key, or not the one this database was sealed with; in Dutch."""


class Tampered(HuisverbodError):
    """What is kept somewhere does not open there: changed, moved, or never sealed.

    Args:
        place: table and column.
    """
