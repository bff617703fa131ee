"""Opening a paper: the file itself, or its pages as pictures for who reads it on a phone."""

from __future__ import annotations

from flask import Blueprint, Response

from engine.access import policy
from engine.access.policy import Part
from engine.errors import NotFound
from engine.model.inzage import Soort
from engine.store.reading import zaak as reading
from engine.store.reading.zaak import PaperLine
from web.door import access
from web.session import actor, house

pages = Blueprint("papier", __name__)

#: Width (px) of a page as a picture: sharp on a phone, and letters still readable when enlarged.
WIDTH = 1240


@pages.get("/zaken/<zaak_id>/papieren/<paper_id>")
@access(part=Part.DOCUMENTEN, soort=Soort.GEDOWNLOAD)
def show(zaak_id: str, paper_id: str) -> Response:
    """The very PDF. Its name holds the case number and the kind of paper, and nobody's name."""
    paper, content = _read(zaak_id, paper_id)
    name = f"{paper.nummer}-{paper.document}-{paper.versie}.pdf"
    return Response(
        content,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


@pages.get("/zaken/<zaak_id>/papieren/<paper_id>/pagina/<int:number>")
@access(part=Part.DOCUMENTEN)
def page(zaak_id: str, paper_id: str, number: int) -> Response:
    """One page of the very PDF, drawn."""
    paper, content = _read(zaak_id, paper_id)
    if not 1 <= number <= paper.paginas:
        raise NotFound(paper_id)
    return Response(house().documents.picture(content, number, WIDTH), mimetype="image/png")


def _read(zaak_id: str, paper_id: str) -> tuple[PaperLine, bytes]:
    with house().database.reading() as connection:
        gemeente = reading.gemeente_of(connection, zaak_id)
        paper = reading.paper(connection, zaak_id, paper_id)
        if gemeente is None or not policy.may_read_paper(
            actor(), gemeente, paper.document, paper.aan
        ):
            raise NotFound(paper_id)
        return paper, reading.content(connection, zaak_id, paper_id)
