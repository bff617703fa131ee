"""The one door of this room: facts in, paper out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from pydantic import ValidationError

from documents import house_style, leaflets, text
from documents.archive import exchange
from documents.archive.canonical import facts_hash
from documents.catalogue import CATALOGUE, Entry
from documents.errors import Nonconforming, UndrawableText, UnfitFacts, UnknownDocument
from documents.facts.common import Brief, Informatieblad
from documents.pdf import bundle, check, fonts, pictures, readback, render, source, stamp
from documents.pdf.render import Profile
from documents.pdf.xmp import Properties
from documents.signing.errors import NoKey
from documents.signing.keyring import Keyring
from documents.signing.sign import Signed, Signing
from documents.signing.signatory import Signatory
from documents.signing.trust import Trust
from documents.signing.verdict import Verdict
from documents.signing.verify import Verifier
from documents.templating import Templates


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

    def render(
        self,
        document: str,
        facts: Mapping[str, object],
        images: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Paper:
        """The document for these facts.

        Args:
            images: the images that the facts speak of, by the hash of their bytes.

        Raises:
            UnknownDocument: no document has this id.
            UnfitFacts: the facts are not what it needs.
            UndrawableText: a text cannot be drawn, or is too long.
            UnfitStyle: an image is missing.
            Nonconforming: what came out is not fit for use, which is our own fault.
        """
        entry = _entry(document)
        brief = _read(entry, facts)
        html = self._templates.html(entry, brief, images)
        content, pages = render.to_pdf(
            html,
            properties=self._properties(document, facts),
            pictures=house_style.addresses(brief.gemeente.wapen, images),
        )
        _judge(document, content, source.text_of_html(html, render.style()), "a-2a")
        return self._paper(entry, brief, content, pages)

    def exchange(
        self,
        document: str,
        facts: Mapping[str, object],
        metadata: bytes,
        images: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Paper:
        """A copy of the document with its data and metadata inside: PDF/A-3a, and never signed.

        Args:
            metadata: MDTO of the paper that it is a copy of.

        Raises:
            UnknownDocument, UnfitFacts, UndrawableText, UnfitStyle, Nonconforming: as for
                `render`.
        """
        entry = _entry(document)
        brief = _read(entry, facts)
        html = self._templates.html(entry, brief, images)
        content, pages = render.to_pdf(
            html,
            properties=self._properties(document, facts),
            attachments=exchange.attachments(document, facts, metadata, brief.opgesteld_op),
            pictures=house_style.addresses(brief.gemeente.wapen, images),
            profile="a-3a",
        )
        _judge(document, content, source.text_of_html(html, render.style()), "a-3a")
        return self._paper(entry, brief, content, pages)

    def bundle(
        self,
        document: str,
        facts: Mapping[str, object],
        enclosures: Sequence[Enclosure],
        images: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Paper:
        """The document with other papers behind it, as one file with one numbering of pages.

        Raises:
            UnknownDocument, UnfitFacts, UndrawableText, UnfitStyle: as for `render`.
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
        cover = self.render(document, {**facts, "stukken": listed}, images)
        page = cover.pages + 1
        for line, each in zip(listed, enclosures, strict=True):
            line["pagina"] = page
            page += each.paginas
        cover = self.render(document, {**facts, "stukken": listed}, images)
        numbers, _ = render.to_pdf(
            self._templates.get_template("parts/paginanummers.html").render(
                aantal=page - 1, kenmerk=facts["kenmerk"]
            ),
            properties=self._properties(document, facts),
        )
        content = bundle.join(
            bundle.Part(cover.title, cover.content, cover.pages),
            [bundle.Part(each.titel, each.inhoud, each.paginas) for each in enclosures],
            numbers,
        )
        return Paper(
            document=document,
            title=cover.title,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            pages=page - 1,
            renderer=cover.renderer,
        )

    def _properties(self, document: str, facts: Mapping[str, object]) -> Properties:
        return Properties(document, facts_hash(document, facts), self.renderer)

    def _paper(self, entry: Entry, brief: Brief, content: bytes, pages: int) -> Paper:
        title = entry.title
        if isinstance(brief, Informatieblad):
            title = leaflets.title(title, brief.taal)
        return Paper(
            document=entry.id,
            title=title,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            pages=pages,
            renderer=self.renderer + self._templates.version(brief.gemeente.code),
        )

    def sign(self, content: bytes, who: Signer, at: datetime) -> Signed:
        """A decision with the digital signature of `who` in it, set at `at` (aware).

        Raises:
            NoKey, NotSignable, SigningUnavailable: it cannot be signed, or not now.
            Nonconforming: signed, it is not fit for use.
        """
        if self._signing is None:
            raise NoKey(who.gemeente, who.rol)
        signed = self._signing.sign(
            content,
            Signatory(
                gemeente=who.gemeente,
                gemeente_naam=who.gemeente_naam,
                rol="burgemeester" if who.rol == "burgemeester" else "hulpofficier",
                naam=who.naam,
            ),
            at,
        )
        _judge("ondertekening", signed.content, None, "a-2a")
        return signed

    def verify(self, content: bytes) -> Verdict:
        """Whether this file was signed with a key that we trust, and is unchanged; never fails."""
        return self._verifier.verify(content)

    def text(self, content: bytes) -> str:
        """The text of a PDF, read back."""
        return readback.text_of(content)

    def page_text(self, content: bytes, number: int) -> str:
        """The text of one page, from 1."""
        return readback.page_of(content, number)

    def picture(self, content: bytes, number: int, width: int) -> bytes:
        """One page, from 1, drawn `width` pixels wide, as PNG."""
        return pictures.page(content, number, width)


def _recipient(aan: str) -> str:
    """A recipient as a list names it: which housemate it is, the letter itself says."""
    return "huisgenoot" if aan.startswith("huisgenoot:") else aan.replace("_", " ")


def _entry(document: str) -> Entry:
    try:
        return CATALOGUE[document]
    except KeyError:
        raise UnknownDocument(document) from None


def _judge(document: str, content: bytes, text: str | None, profile: Profile) -> None:
    found = check.faults(content, profile=profile, source=text)
    if found:
        raise Nonconforming(
            document, [f"{each.standard} {each.rule}: {each.message}" for each in found]
        )


def _read(entry: Entry, facts: Mapping[str, object]) -> Brief:
    try:
        brief = entry.facts.model_validate(facts)
    except ValidationError as error:
        raise UnfitFacts(
            entry.id,
            {".".join(map(str, item["loc"])): item["type"] for item in error.errors()},
        ) from error
    for field, value in _texts(facts, ""):
        _check_text(field, text.clean(value))
    return brief


def _check_text(field: str, value: str) -> None:
    if len(value) > text.MAX_LENGTH or value.count("\n") > text.MAX_LINES:
        raise UndrawableText(field, (), "de tekst is te lang voor een brief")
    missing = text.undrawable(value, fonts.coverage())
    if missing:
        raise UndrawableText(
            field, missing, f"deze tekens kunnen niet worden afgedrukt: {' '.join(missing)}"
        )


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{path}.{number}".lstrip("."))
