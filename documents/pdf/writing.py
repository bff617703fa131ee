"""A PDF as bytes: the same bytes for the same content."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from itertools import islice

from pikepdf import Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel

#: A stream may not end with a carriage return. The line feed that the writer puts behind it would
#: make one end of line of the two, and a strict judge would find the stream a byte too short.
_RETURN = 0x0D
_CROSSED = b"\r\nendstream"
#: PNG's filter "up".
_UP = b"\2"
#: What may be added to these without meaning anything: to text, and to a font file.
_BLANK, _UNUSED = b"\n", b"\0\0\0\1"
_REARRANGEMENTS = 40


def save(pdf: Pdf, packet: bytes) -> bytes:
    """The file, with this description of itself.

    Args:
        packet: XMP.
    """
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    _end_otherwise(pdf)
    written = _write(pdf)
    # objects that lie together in one stream are rearranged until none ends that way either
    for holder, key in islice(_movable(pdf), _REARRANGEMENTS):
        if _CROSSED not in written:
            break
        holder[key] = pdf.make_indirect(holder[key])
        written = _write(pdf)
    return written


def _end_otherwise(pdf: Pdf) -> None:
    """Lengthen the streams that would end with a carriage return, or write them otherwise."""
    for each in pdf.objects:
        if not isinstance(each, Stream) or Name.DecodeParms in each:
            continue
        if Name.Filter not in each:
            crossed = zlib.adler32(each.read_raw_bytes()) & 0xFF == _RETURN
        else:
            crossed = each.read_raw_bytes()[-1:] == b"\r" and each.Filter == Name.FlateDecode
        if crossed and each.get(Name.Type) == Name.EmbeddedFile:
            _write_as_row(each)
        elif crossed:
            each.write(each.read_bytes() + (_UNUSED if Name.Length1 in each else _BLANK))
            if Name.Length1 in each:
                each.Length1 = int(each.Length1) + len(_UNUSED)


def _write_as_row(stream: Stream) -> None:
    """An attachment is somebody's very bytes: they are not lengthened, but compressed otherwise.

    As one row of pixels under the row of zeros above it (PNG's filter 2, "up"): the mark of that
    filter is what makes the check sum, with which the compressed bytes end, another one.
    """
    content = stream.read_bytes()
    stream.write(
        zlib.compress(_UP + content, 9),
        filter=Name.FlateDecode,
        decode_parms=Dictionary(Predictor=12, Colors=1, BitsPerComponent=8, Columns=len(content)),
    )


def _movable(pdf: Pdf) -> Iterator[tuple[Object, Name]]:
    """What may as well be an object by itself: where it lies, and under which name."""
    for holder, names in (
        (pdf.Root, (Name.OutputIntents, Name.MarkInfo, Name.ViewerPreferences)),
        *((page.obj, (Name.MediaBox, Name.TrimBox, Name.BleedBox)) for page in pdf.pages),
    ):
        yield from ((holder, name) for name in names if name in holder)


def _write(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.generate,
        stream_decode_level=StreamDecodeLevel.none,
        deterministic_id=True,
    )
    return out.getvalue()
