"""What is seen of a signature: a page made elsewhere, laid into its field."""

from __future__ import annotations

import binascii
import io
import secrets

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    InnerScaling,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

# pyHanko's own text would be in a font that is not in the file, which no archive accepts.
_FILL = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID,
    y_align=AxisAlignment.ALIGN_MID,
    margins=Margins(0, 0, 0, 0),
    inner_content_scaling=InnerScaling.STRETCH_FILL,
)


class _PageInMemory(PdfContent):
    """The first page of a PDF. pyHanko's own wants a file, and this page holds a name."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content

    def render(self) -> bytes:
        """Take the page over into the file that is being written."""
        writer = self.writer
        if writer is None:
            raise ValueError("a page is drawn into a file, and there is none")
        page = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._content)))
        name = b"/Stempel" + binascii.hexlify(secrets.token_bytes(8))
        self.resources.xobject[name.decode("ascii")] = page
        left, bottom, right, top = (float(each) for each in page.get_object()["/BBox"])
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return name + b" Do"


def style_of(page: bytes) -> StaticStampStyle:
    """This page as the visible part, as large as the field."""
    return StaticStampStyle(
        border_width=0,
        background=_PageInMemory(page),
        background_opacity=1,
        background_layout=_FILL,
    )
