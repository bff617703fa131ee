"""The judge: whether a PDF is what a court, an archive and a blind reader may expect.

What it finds is told without the text of the letter: faults end up in logs.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pikepdf import Dictionary, Name, Object, Pdf, PdfError, Stream

from documents.pdf import textlayer, verapdf
from documents.pdf.signed import Signatures

Profile = Literal["a-2a", "a-3a"]
#: What reading runs into when a file is not built as its kind is.
_MALFORMED = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
_STANDARDS = {"a-2a": ("2a", "ua1"), "a-3a": ("3a", "ua1")}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something that is wrong with a file.

    Attributes:
        standard: what it offends: 2a, 3a, ua1, or our own file, font, tags, text.
        rule: the rule's name.
        message: what is wrong, in English; nothing of the letter itself.
    """

    standard: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.standard} {self.rule}: {self.message}"


def faults(content: bytes, *, profile: Profile = "a-2a", source: str | None = None) -> list[Fault]:
    """All that is wrong with a file; nothing, when it may be used.

    Args:
        source: the text that it must hold, when that is known.
    """
    try:
        with Pdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            found = [*_file(pdf), *_fonts(pdf), *_tags(pdf)]
            if not found:
                found = [Fault("text", *each) for each in textlayer.faults(pdf, source)]
            signatures = Signatures.of(pdf, content)
    except (PdfError, *_MALFORMED) as error:
        return [Fault("file", "unreadable", type(error).__name__)]
    found += _standards(content, profile, signatures)
    found += [
        Fault(flavour, "verapdf", message)
        for flavour in _STANDARDS[profile]
        for message in verapdf.complaints(content, flavour)
    ]
    return sorted(found)


def _standards(content: bytes, profile: Profile, signatures: Signatures) -> Iterator[Fault]:
    import page as judge

    for standard in _STANDARDS[profile]:
        try:
            report = judge.validate_pdf_bytes(content, profile=standard)
        except judge.PageError as error:
            yield Fault(standard, type(error).__name__, "cannot be judged")
            continue
        for each in report.failures:
            number = each.object_id.object_number if each.object_id else None
            if not signatures.excuse(each.rule_id, number):
                yield Fault(standard, each.rule_id, each.message)


def _file(pdf: Pdf) -> Iterator[Fault]:
    if pdf.is_encrypted:
        yield Fault("file", "encrypted", "nobody may be kept out")
    for problem in pdf.check_pdf_syntax():
        yield Fault("file", "syntax", problem)
    for each in pdf.objects:
        if isinstance(each, Stream) and each.get(Name.Filter) == Name.FlateDecode:
            try:
                zlib.decompress(each.read_raw_bytes())
            except zlib.error:
                # readers forgive a wrong checksum; what was changed on the way here is no record
                yield Fault("file", "stream", f"object {each.objgen[0]} is damaged")
    if not pdf.pages:
        yield Fault("file", "empty", "there are no pages")


def _fonts(pdf: Pdf) -> Iterator[Fault]:
    for each in pdf.objects:
        if not isinstance(each, Dictionary) or each.get(Name.Type) != Name.Font:
            continue
        if Name.DescendantFonts in each or each.get(Name.Subtype) == Name.Type3:
            continue
        held = each.get(Name.FontDescriptor, Dictionary())
        if not any(name in held for name in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield Fault("font", "not-embedded", str(each.get(Name.BaseFont, "without a name")))


def _tags(pdf: Pdf) -> Iterator[Fault]:
    root = pdf.Root
    if not _true(root.get(Name.MarkInfo, Dictionary()).get(Name.Marked)):
        yield Fault("tags", "unmarked", "not said to be tagged")
    if Name.StructTreeRoot not in root:
        yield Fault("tags", "untagged", "there is no tag tree")
    if not str(root.get(Name.Lang, "")):
        yield Fault("tags", "language", "the language is not told")
    if not str(pdf.docinfo.get(Name.Title, "")):
        yield Fault("tags", "title", "there is no title")
    if not _true(root.get(Name.ViewerPreferences, Dictionary()).get(Name.DisplayDocTitle)):
        yield Fault("tags", "title-hidden", "the title is not shown above the window")


def _true(value: Object | None) -> bool:
    return bool(value) if value is not None else False
