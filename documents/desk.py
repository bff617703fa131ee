"""The one door of this room: facts in, paper out; signed, judged, read aloud and drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from string import digits
from types import MappingProxyType
from typing import Protocol

from documents import house_style, leaflets
from documents.archive import exchange
from documents.archive.canonical import facts_hash
from documents.catalogue import Entry
from documents.errors import Nonconforming
from documents.facts.common import Brief, Informatieblad
from documents.pdf import check, pages, readback, render, source, stamp
from documents.pdf.bundle import Bundle, Part, join
from documents.pdf.render import Attachment, Profile
from documents.pdf.xmp import Properties
from documents.reading import entry_of, read
from documents.signing.errors import NoKey
from documents.signing.keyring import Keyring
from documents.signing.sign import Signed, Signing
from documents.signing.signatory import Signatory
from documents.signing.trust import Trust
from documents.signing.verdict import Verdict
from documents.signing.verify import Verifier
from documents.templating import Templates

Facts = Mapping[str, object]
#: The images that facts speak of, by the hash of their bytes.
Images = Mapping[str, bytes]
_NONE: Images = MappingProxyType({})


class Enclosure(Protocol):
    """A paper that goes into a bundle as it is."""

    @property
    def titel(self) -> str: ...
    @property
    def aan(self) -> str: ...
    @property
    def gemaakt_op(self) -> datetime: ...
    @property
    def paginas(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def inhoud(self) -> bytes: ...


class Signer(Protocol):
    """Who signs: one person in one role, for a municipality."""

    @property
    def gemeente(self) -> str: ...
    @property
    def gemeente_naam(self) -> str: ...
    @property
    def rol(self) -> str: ...
    @property
    def naam(self) -> str: ...
    @property
    def gebruiker(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Paper:
    """A rendered document.

    Attributes:
        sha256: hash of the bytes.
        renderer: what the bytes depend on besides the facts.
    """

    document: str
    title: str
    content: bytes
    sha256: str
    pages: int
    renderer: str


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter that was laid out, and the text that must be read in it."""

    entry: Entry
    brief: Brief
    content: bytes
    pages: int
    text: str


class Desk:
    """Makes papers of facts. The same facts give the same bytes."""

    def __init__(self, templates: Path | None = None, keyring: Keyring | None = None) -> None:
        """Open the desk.

        Args:
            templates: a folder with municipalities' own templates, by their code.
            keyring: the keys that decisions are signed with; None: nothing can be signed here.

        Raises:
            BrokenTemplate: one of those cannot be used.
            Incapable: this machine would make other letters than others.
        """
        render.assert_able()
        self._templates = Templates(templates)
        self.renderer = render.version()
        self._signing = Signing(keyring, stamp.draw) if keyring else None
        self._verifier = Verifier(keyring.trust if keyring else Trust())

    # -- making -------------------------------------------------------------------------------

    def render(self, document: str, facts: Facts, images: Images = _NONE) -> Paper:
        """The document for these facts.

        Raises:
            UnknownDocument: no document has this id.
            UnfitFacts: the facts are not what it needs.
            UndrawableText: a text cannot be drawn, or is too long.
            UnfitStyle: an image is missing.
            Nonconforming: what came out is not fit for use, which is our own fault.
        """
        letter = self._letter(document, facts, images)
        _judge(document, letter.content, letter.text)
        return self._paper(letter, letter.content, letter.pages)

    def exchange(
        self, document: str, facts: Facts, metadata: bytes, images: Images = _NONE
    ) -> Paper:
        """A copy of the document with its data and metadata inside: PDF/A-3a, and never signed.

        Args:
            metadata: MDTO of the paper that it is a copy of.

        Raises:
            UnknownDocument, UnfitFacts, UndrawableText, UnfitStyle, Nonconforming: as for
                `render`.
        """
        brief = read(entry_of(document), facts)
        inside = exchange.attachments(document, facts, metadata, brief.opgesteld_op)
        letter = self._letter(document, facts, images, inside)
        _judge(document, letter.content, letter.text, "a-3a")
        return self._paper(letter, letter.content, letter.pages)

    def bundle(
        self,
        document: str,
        facts: Facts,
        enclosures: Sequence[Enclosure],
        images: Images = _NONE,
    ) -> Paper:
        """The document with other papers behind it, as one file with one numbering of pages.

        Raises:
            UnknownDocument, UnfitFacts, UndrawableText, UnfitStyle, Nonconforming: as for
                `render`; Nonconforming names the enclosures that are at fault, by their number.
        """
        listed: list[dict[str, object]] = [
            {
                "titel": each.titel,
                "aan": _recipient(each.aan),
                "gemaakt_op": each.gemaakt_op.isoformat(),
                "paginas": each.paginas,
                "sha256": each.sha256,
            }
            for each in enclosures
        ]
        # how many pages the list itself takes decides on which page each paper begins
        page = self._pages_of(document, {**facts, "stukken": listed}, images) + 1
        for line, each in zip(listed, enclosures, strict=True):
            line["pagina"] = page
            page += each.paginas
        cover = self._letter(document, {**facts, "stukken": listed}, images)
        joined = self._join(document, cover, enclosures, f"Dossier {facts['kenmerk']}")
        if joined.pages != page - 1:
            raise Nonconforming(document, [f"{joined.pages} pages where {page - 1} were announced"])
        return self._paper(cover, joined.content, joined.pages)

    def html(self, document: str, facts: Facts, images: Images = _NONE) -> str:
        """The document as it is before it is laid out.

        Raises:
            UnknownDocument, UnfitFacts, UndrawableText, UnfitStyle: as for `render`.
        """
        entry = entry_of(document)
        return self._templates.html(entry, read(entry, facts), images)

    # -- signing ------------------------------------------------------------------------------

    def sign(self, content: bytes, who: Signer, at: datetime) -> Signed:
        """A decision with the digital signature of `who` in it, set at `at` (aware).

        Raises:
            NoKey, NotSignable, SigningUnavailable: it cannot be signed, or not now.
            Nonconforming: signed, it is not fit for use.
        """
        if self._signing is None:
            raise NoKey(who.gemeente, who.rol)
        signatory = Signatory(
            gemeente=who.gemeente,
            gemeente_naam=who.gemeente_naam,
            rol="burgemeester" if who.rol == "burgemeester" else "hulpofficier",
            naam=who.naam,
            gebruiker=who.gebruiker,
        )
        signed = self._signing.sign(content, signatory, at)
        _judge("ondertekening", signed.content, None)
        return signed

    def verify(self, content: bytes, now: datetime) -> Verdict:
        """Whether this file was signed with a key that we trust, and is unchanged; never fails.

        Args:
            now: as of when it is judged if nothing proves when it was signed (aware).
        """
        return self._verifier.verify(content, now)

    # -- reading ------------------------------------------------------------------------------

    def text(self, content: bytes) -> str:
        """The text of a PDF, read back."""
        return readback.text_of(content)

    def page_text(self, content: bytes, number: int) -> str:
        """The text of one page, from 1.

        Raises:
            UnknownPage: there is no such page.
        """
        return pages.text(content, number)

    def picture(self, content: bytes, number: int, width: int) -> bytes:
        """One page, from 1, drawn `width` pixels wide, as PNG.

        Raises:
            UnknownPage: there is no such page.
        """
        return pages.picture(content, number, width)

    # -- inside -------------------------------------------------------------------------------

    def _letter(
        self, document: str, facts: Facts, images: Images, inside: Sequence[Attachment] = ()
    ) -> _Letter:
        entry = entry_of(document)
        brief = read(entry, facts)
        html = self._templates.html(entry, brief, images)
        content, pages = render.to_pdf(
            html,
            properties=Properties(document, facts_hash(document, facts), self.renderer),
            attachments=inside,
            pictures=house_style.addresses(brief.gemeente.wapen, images),
            profile="a-3a" if inside else "a-2a",
        )
        return _Letter(entry, brief, content, pages, source.text_of_html(html, render.style()))

    def _pages_of(self, document: str, facts: Facts, images: Images) -> int:
        entry = entry_of(document)
        brief = read(entry, facts)
        addresses = house_style.addresses(brief.gemeente.wapen, images)
        return render.pages_of(self._templates.html(entry, brief, images), addresses)

    def _join(
        self, document: str, cover: _Letter, enclosures: Sequence[Enclosure], name: str
    ) -> Bundle:
        number = f"{name}, pagina {{page}} van {{pages}}"
        specimen = self._templates.get_template("parts/paginanummers.html").render(
            tekens=sorted({*number, *digits} - {*" {}"})
        )
        parts = [Part(each.titel, each.inhoud) for each in enclosures]
        made_of = Properties(document, "", self.renderer)
        try:
            joined = join(
                Part(cover.entry.title, cover.content),
                parts,
                number,
                render.to_pdf(specimen, properties=made_of)[0],
            )
            _judge(document, joined.content, cover.text + joined.text)
        except Exception:
            # whatever went wrong, an enclosure that may not be used is the reason that helps
            _blame(document, parts)
            raise
        return joined

    def _paper(self, letter: _Letter, content: bytes, pages: int) -> Paper:
        title = letter.entry.title
        if isinstance(letter.brief, Informatieblad):
            title = leaflets.title(title, letter.brief.taal)
        return Paper(
            document=letter.entry.id,
            title=title,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            pages=pages,
            renderer=self.renderer + self._templates.version(letter.brief.gemeente.code),
        )


def _recipient(aan: str) -> str:
    """A recipient as a list names it: which housemate it is, the letter itself says."""
    return "huisgenoot" if aan.startswith("huisgenoot:") else aan.replace("_", " ")


def _judge(document: str, content: bytes, text: str | None, profile: Profile = "a-2a") -> None:
    found = check.faults(content, profile=profile, source=text)
    if found:
        raise Nonconforming(document, [str(each) for each in found])


def _blame(document: str, parts: Sequence[Part]) -> None:
    found = [
        f"stuk {number}: {each}"
        for number, part in enumerate(parts, start=1)
        for each in check.faults(part.content)
    ]
    if found:
        raise Nonconforming(document, found)
