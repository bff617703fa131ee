"""Fetching a file for the archive, and a decision for partners who work on with it."""

from __future__ import annotations

from flask import Blueprint, Response

from documents.archive import mdto, package
from documents.archive.canonical import canonical
from documents.archive.dossier import base_name
from documents.desk import Paper
from documents.errors import WorkshopFailed
from engine.access.policy import Part
from engine.errors import Unavailable
from engine.model.inzage import Soort
from engine.service.archief import Dossier, Vorm
from web.door import access
from web.session import actor, house

pages = Blueprint("archief", __name__)


@pages.get("/zaken/<zaak_id>/archief.zip")
@access(part=Part.DOCUMENTEN, soort=Soort.UITGEVOERD)
def dossier(zaak_id: str) -> Response:
    """The whole file, as the archive takes it in."""
    found: Dossier = house().archief.dossier(actor(), zaak_id)
    return _download(package.pack(found), f"{found.nummer}-archief.zip", "application/zip")


@pages.get("/zaken/<zaak_id>/papieren/<paper_id>/gegevens.json")
@access(part=Part.DOCUMENTEN, soort=Soort.UITGEVOERD)
def data(zaak_id: str, paper_id: str) -> Response:
    """The data of a decision: the very bytes whose hash its PDF names."""
    found = _one(zaak_id, paper_id, Vorm.GEGEVENS)
    (stuk,) = found.stukken
    content = canonical(stuk.document, stuk.gegevens)
    return _download(content, f"{base_name(found, stuk)}.json", "application/json")


@pages.get("/zaken/<zaak_id>/papieren/<paper_id>/mdto.xml")
@access(part=Part.DOCUMENTEN, soort=Soort.UITGEVOERD)
def metadata(zaak_id: str, paper_id: str) -> Response:
    """The metadata of a paper."""
    found = _one(zaak_id, paper_id, Vorm.MDTO)
    (stuk,) = found.stukken
    content = mdto.describe_stuk(found, stuk)
    return _download(content, f"{base_name(found, stuk)}.mdto.xml", "application/xml")


@pages.get("/zaken/<zaak_id>/papieren/<paper_id>/uitwisseling.pdf")
@access(part=Part.DOCUMENTEN, soort=Soort.UITGEVOERD)
def exchange(zaak_id: str, paper_id: str) -> Response:
    """A copy of a decision with its data inside."""
    found = _one(zaak_id, paper_id, Vorm.UITWISSELING)
    (stuk,) = found.stukken
    metadata = mdto.describe_stuk(found, stuk)
    images = house().papieren.images(stuk.gegevens)
    try:
        paper: Paper = house().makers.exchange(stuk.document, stuk.gegevens, metadata, images)
    except WorkshopFailed as error:
        if error.limit == "busy":
            raise Unavailable(stuk.document) from error
        raise
    return _download(paper.content, f"{base_name(found, stuk)}-uitwisseling.pdf", "application/pdf")


def _one(zaak_id: str, paper_id: str, vorm: Vorm) -> Dossier:
    found: Dossier = house().archief.stuk(actor(), zaak_id, paper_id, vorm)
    return found


def _download(content: bytes, name: str, kind: str) -> Response:
    """To be kept, not shown; the name holds nobody's name."""
    return Response(
        content,
        mimetype=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
