"""What the engine asks of the outside, as small protocols: it knows no room that answers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Paper(Protocol):
    """A rendered document."""

    @property
    def title(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def sha256(self) -> str: ...
    @property
    def pages(self) -> int: ...
    @property
    def renderer(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A paper that goes into a bundle as it is; `gemaakt_op` is aware UTC."""

    titel: str
    aan: str
    gemaakt_op: datetime
    paginas: int
    sha256: str
    inhoud: bytes


class Documents(Protocol):
    """Makes papers of facts."""

    def render(
        self, document: str, facts: Mapping[str, object], images: Mapping[str, bytes] = ...
    ) -> Paper:
        """The document `document` for these facts; the same facts give the same bytes.

        Args:
            images: the images that the facts speak of, by the hash of their bytes.
        """
        ...

    def bundle(
        self,
        document: str,
        facts: Mapping[str, object],
        enclosures: Sequence[Enclosure],
        images: Mapping[str, bytes] = ...,
    ) -> Paper:
        """The document with other papers behind it, as one file with one numbering of pages."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs: one person in one role, for a municipality; `gebruiker` is their user id."""

    gemeente: str
    gemeente_naam: str
    rol: str
    naam: str
    gebruiker: str = ""


class SignedPaper(Protocol):
    """A paper with a digital signature in it.

    Attributes:
        niveau: how strong, as PAdES has it ("B-B" to "B-LTA").
        ondertekenaar: the name in the certificate.
        vingerafdruk: SHA-256 of the certificate, in hexadecimals.
        test: made with a key of a test authority.
        bewijs: long-term evidence that does not fit in the file, or None.
    """

    @property
    def content(self) -> bytes: ...
    @property
    def sha256(self) -> str: ...
    @property
    def niveau(self) -> str: ...
    @property
    def ondertekenaar(self) -> str: ...
    @property
    def vingerafdruk(self) -> str: ...
    @property
    def test(self) -> bool: ...
    @property
    def bewijs(self) -> bytes | None: ...


class Signatures(Protocol):
    """Puts digital signatures in papers."""

    def sign(self, content: bytes, who: Signatory, at: datetime) -> SignedPaper:
        """The paper with the signature of `who`, set at `at` (aware)."""
        ...


class Image(Protocol):
    """An image that was made safe to print; `soort` is `svg` or `png`."""

    @property
    def soort(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def sha256(self) -> str: ...


class HouseStyle(Protocol):
    """Judges what a municipality wants its letters to look like."""

    def image(self, content: bytes) -> Image:
        """The image as it is kept; a ValueError says in Dutch why it cannot be."""
        ...

    def check_colour(self, kleur: str) -> None:
        """A ValueError says in Dutch why headings cannot have this colour."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something short for one person outside the product; it says nothing about a case.

    Attributes:
        id: the same for a message that is sent once more.
        to: an address or a number, checked before it was kept.
        link: where to look, which stands in `text` too.
        language: `nl` or `en`.
        at: when it is sent (UTC).
    """

    id: str
    to: str
    subject: str
    text: str
    link: str
    language: str
    at: datetime


class RefusedForGood(Exception):
    """Whoever should deliver a message says that this one will never arrive."""


class Messenger(Protocol):
    """Brings messages to people outside the product."""

    def send(self, message: Message) -> None:
        """Send one.

        Raises:
            RefusedForGood: trying again makes no sense. Any other error: it may.
        """
        ...
