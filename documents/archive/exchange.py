"""A decision with its data inside it: for partners who read it with a machine.

PDF/A-3a, which may hold files; the archive's copy is PDF/A-2a, which may not. So this is a copy to
work with and never the record: it is not signed, and whoever wants to know whether it is right
compares the hash of the data with the one in the signed PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from documents.archive.canonical import canonical
from documents.pdf.render import Attachment

DATA, METADATA = "gegevens.json", "mdto.xml"


def attachments(
    document: str, facts: Mapping[str, Any], metadata: bytes, at: datetime
) -> tuple[Attachment, Attachment]:
    """The data a paper was made of, and its metadata for the archive, as files inside it.

    Args:
        metadata: MDTO of the paper.
        at: when the paper was drawn up.

    Raises:
        UnfitFacts: the facts have no canonical form.
    """
    return (
        Attachment(
            name=DATA,
            content=canonical(document, facts),
            description="De gegevens waaruit dit besluit is gemaakt",
            relationship="Source",
            media_type="application/json",
            moment=at,
        ),
        Attachment(
            name=METADATA,
            content=metadata,
            description="Metagegevens van dit besluit volgens MDTO 1.0.1",
            relationship="Supplement",
            media_type="application/xml",
            moment=at,
        ),
    )
