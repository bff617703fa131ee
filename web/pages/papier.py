"""Opening a paper."""

from __future__ import annotations

from flask import Blueprint, Response

from engine.access import policy
from engine.access.policy import Part
from engine.errors import NotFound
from engine.store.reading import zaak as reading
from web.session import access, actor, house

pages = Blueprint("papier", __name__)


@pages.get("/zaken/<zaak_id>/papieren/<paper_id>")
@access(part=Part.DOCUMENTEN)
def show(zaak_id: str, paper_id: str) -> Response:
    """The very PDF. Its name holds the case number and the kind of paper, and nobody's name."""
    with house().database.reading() as connection:
        gemeente = reading.gemeente_of(connection, zaak_id)
        paper = reading.paper(connection, zaak_id, paper_id)
        content = reading.content(connection, zaak_id, paper_id)
    if gemeente is None or not policy.may_read_paper(actor(), gemeente, paper.document, paper.aan):
        raise NotFound(paper_id)
    name = f"{paper.nummer}-{paper.document}-{paper.versie}.pdf"
    return Response(
        content,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
