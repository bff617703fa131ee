"""What a signature does to a file that the judge must not take for a fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pikepdf import Array, Dictionary, Name, Object, Pdf


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signatures of a file.

    Attributes:
        whole: there are some, and each covers a file from its first byte to its end, as it was
            when it was signed.
        timestamps: numbers of the widgets of document time stamps, which nobody sees.
    """

    whole: bool
    timestamps: frozenset[int]

    @classmethod
    def of(cls, pdf: Pdf, content: bytes) -> Self:
        """Those of an open file."""
        fields = pdf.Root.get(Name.AcroForm, Dictionary()).get(Name.Fields, Array()).as_list()
        values = [each for each in fields if Name.V in each and each.get(Name.FT) == Name.Sig]
        return cls(
            whole=bool(values) and all(_covers(each.V, content) for each in values),
            timestamps=frozenset(
                each.objgen[0]
                for each in values
                if each.V.get(Name.Type) == Name.DocTimeStamp and not _area(each)
            ),
        )

    def excuse(self, rule: str, number: int | None) -> bool:
        """Whether a finding is known to be none.

        SIGNATURE-BYTERANGE: a signature is taken to cover too little once something was added
        behind it, another signature for one. That it ends where a file ended is judged here.
        WIDGET-FORM-TAG: a document time stamp has a widget of no size that is in no tag, since
        adding one to the tag tree would change what was signed. PDF/A-2 with PDF/UA-1 leaves no
        other way (pdf-association/pdf-issues 192).
        """
        if "SIGNATURE-BYTERANGE" in rule or rule.endswith("-STREAM-LENGTH-001"):
            return self.whole
        return "WIDGET-FORM-TAG" in rule and number in self.timestamps


def _covers(signature: Object, content: bytes) -> bool:
    try:
        first, gap, rest, length = (int(each) for each in signature.ByteRange.as_list())
    except (AttributeError, ValueError):
        return False
    hole = content[gap:rest]
    return (
        first == 0
        and hole[:1] == b"<"
        and hole[-1:] == b">"
        and content[: rest + length].rstrip().endswith(b"%%EOF")
    )


def _area(widget: Object) -> float:
    left, bottom, right, top = (float(each) for each in widget.Rect.as_list())
    return abs((right - left) * (top - bottom))
