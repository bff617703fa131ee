"""What is asked of a file that is handed over, and what its parts are called.

Names hold the number of the case and the kind of paper, and nobody's name: an archive, a mail
gateway and a list of downloads all show them to people who may not read the papers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol


class Kind(StrEnum):
    """What a file of a paper is to it, as its name ends."""

    PAPER = "pdf"
    DATA = "json"
    EVIDENCE = "bewijs.json"


class Stuk(Protocol):
    """A paper on file.

    Attributes:
        id: opaque; known to the archive as the paper's own mark.
        aan: its recipient; behind a colon which of several, which nobody else needs to know.
        besluit: it is a decision, so that its data go along.
        bewijs: evidence beside a signed file that it existed at a moment, if there is any.
        geldt_van, geldt_tot: first and last day it is about (Amsterdam), if it is about a period.
        gemaakt_op, ondertekend_op, uitgereikt_op: when it was made, signed and served (UTC).
    """

    @property
    def id(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def titel(self) -> str: ...
    @property
    def aan(self) -> str: ...
    @property
    def versie(self) -> int: ...
    @property
    def besluit(self) -> bool: ...
    @property
    def sha256(self) -> str: ...
    @property
    def inhoud(self) -> bytes: ...
    @property
    def bewijs(self) -> bytes | None: ...
    @property
    def gegevens(self) -> Mapping[str, Any]: ...
    @property
    def geldt_van(self) -> date | None: ...
    @property
    def geldt_tot(self) -> date | None: ...
    @property
    def gemaakt_op(self) -> datetime: ...
    @property
    def ondertekend_op(self) -> datetime | None: ...
    @property
    def uitgereikt_op(self) -> datetime | None: ...


class Dossier(Protocol):
    """A file, as far as metadata may tell of it: nothing of anybody.

    Attributes:
        geldt_van, geldt_tot: first and last day the order held (Amsterdam), if one was imposed.
        bewaren_jaren: how long the decisions are kept (Wth 10.1).
        bewaren_vanaf: the day of the latest decision to impose or extend, if there is one.
        bewaren_tot: the last day the file is kept, if that is known.
        gemeld_op: when the case began (UTC).
    """

    @property
    def nummer(self) -> str: ...
    @property
    def gemeente_code(self) -> str: ...
    @property
    def gemeente_naam(self) -> str: ...
    @property
    def gemeld_op(self) -> datetime: ...
    @property
    def geldt_van(self) -> date | None: ...
    @property
    def geldt_tot(self) -> date | None: ...
    @property
    def bewaren_jaren(self) -> int: ...
    @property
    def bewaren_vanaf(self) -> date | None: ...
    @property
    def bewaren_tot(self) -> date | None: ...
    @property
    def stukken(self) -> Sequence[Stuk]: ...


def base_name(dossier: Dossier, stuk: Stuk) -> str:
    """What the files of a paper are called, without what says their kind."""
    return f"{dossier.nummer}-{stuk.document}-{stuk.versie}"


def recipient(stuk: Stuk) -> str:
    """The kind of recipient: which of several it is, the paper itself says."""
    return stuk.aan.partition(":")[0].replace("_", " ")
