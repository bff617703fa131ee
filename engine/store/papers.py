"""Papers on file: adding a version, and reading one back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from engine.errors import NotFound
from engine.ports import Enclosure
from engine.store.kluis import opened, sealed
from engine.store.schema.zaken import DocumentRow, HandtekeningRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The digital signature in a paper.

    Attributes:
        basis: hash of the paper as it was read and approved.
        ondertekend_op: when it was approved (UTC).
        niveau, certificaat, proef, bewijs: as in `engine.ports.SignedPaper`.
        bevestigd_met: how whoever approved it said again who they are (Awb 2:16).
    """

    basis: str
    door_naam: str
    rol: str
    ondertekend_op: datetime
    niveau: str
    certificaat: str
    proef: bool
    bewijs: bytes | None
    bevestigd_met: str | None = None


_IN_ORDER = (DocumentRow.gemaakt_op, DocumentRow.titel, DocumentRow.aan, DocumentRow.versie)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """A paper as it came from the renderer, with the data it was made from."""

    document: str
    aan: str
    titel: str
    inhoud: bytes
    sha256: str
    paginas: int
    renderer: str
    gegevens: Mapping[str, Any]
    handtekening: Signature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """A paper that somebody approved and that can now be signed."""

    aan: str
    titel: str
    paginas: int
    renderer: str
    gegevens: Mapping[str, Any]
    inhoud: bytes


def approved(connection: Connection, zaak_id: str, document: str, sha256: str) -> Approved:
    """The paper with these very bytes.

    Raises:
        NotFound: this case has no such paper.
    """
    row = (
        connection.execute(
            select(
                DocumentRow.aan,
                DocumentRow.titel,
                DocumentRow.paginas,
                DocumentRow.renderer,
                DocumentRow.gegevens,
                DocumentRow.inhoud,
            ).where(
                DocumentRow.zaak_id == zaak_id,
                DocumentRow.document == document,
                DocumentRow.sha256 == sha256,
            )
        )
        .mappings()
        .first()
    )
    if row is None:
        raise NotFound(sha256)
    return Approved(**_opened(connection, zaak_id, row))


def add(connection: Connection, zaak_id: str, paper: NewPaper, now: datetime) -> int:
    """File a paper as the next version of its kind for its recipient; gives that version."""
    latest = connection.execute(
        select(func.max(DocumentRow.versie)).where(
            DocumentRow.zaak_id == zaak_id,
            DocumentRow.document == paper.document,
            DocumentRow.aan == paper.aan,
        )
    ).scalar()
    versie = (latest or 0) + 1
    document_id = str(uuid.uuid4())
    connection.execute(
        insert(DocumentRow),
        sealed(
            connection,
            zaak_id,
            "documenten",
            {
                "id": document_id,
                "zaak_id": zaak_id,
                "document": paper.document,
                "aan": paper.aan,
                "versie": versie,
                "titel": paper.titel,
                "sha256": paper.sha256,
                "inhoud": paper.inhoud,
                "paginas": paper.paginas,
                "renderer": paper.renderer,
                "gegevens": dict(paper.gegevens),
                "gemaakt_op": now,
                "code": (paper.gegevens.get("controle") or {}).get("code"),
            },
        ),
    )
    if paper.handtekening is not None:
        connection.execute(
            insert(HandtekeningRow).values(
                document_id=document_id, zaak_id=zaak_id, **asdict(paper.handtekening)
            )
        )
    return versie


def content(connection: Connection, zaak_id: str, document_id: str) -> tuple[str, bytes]:
    """Title and bytes of one paper of one case.

    Raises:
        NotFound: this case has no such paper.
    """
    row = connection.execute(
        select(DocumentRow.titel, DocumentRow.inhoud).where(
            DocumentRow.id == document_id, DocumentRow.zaak_id == zaak_id
        )
    ).first()
    if row is None:
        raise NotFound(document_id)
    return row.titel, _opened(connection, zaak_id, row._mapping)["inhoud"]


def all_of(connection: Connection, zaak_id: str, but: str) -> list[Enclosure]:
    """Every paper of a case except those of one kind, with its bytes, in order of time.

    Of a signed paper only the signed file: what was approved says the same without the signature.
    """
    signed = select(HandtekeningRow.basis).where(HandtekeningRow.zaak_id == zaak_id)
    rows = connection.execute(
        select(
            DocumentRow.titel,
            DocumentRow.aan,
            DocumentRow.gemaakt_op,
            DocumentRow.paginas,
            DocumentRow.sha256,
            DocumentRow.inhoud,
        )
        .where(
            DocumentRow.zaak_id == zaak_id,
            DocumentRow.document != but,
            DocumentRow.sha256.not_in(signed),
        )
        .order_by(*_IN_ORDER)
    ).mappings()
    return [Enclosure(**_opened(connection, zaak_id, row)) for row in rows.all()]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaper:
    """A paper with its bytes and the data it was made from.

    Attributes:
        gemaakt_op: when it was made (UTC). ondertekend_op: when what is signed in it was (UTC).
        bewijs: evidence beside it that it existed then, if there is any.
    """

    id: str
    document: str
    aan: str
    versie: int
    titel: str
    sha256: str
    inhoud: bytes
    gegevens: Mapping[str, Any]
    gemaakt_op: datetime
    ondertekend_op: datetime | None
    bewijs: bytes | None


def kept(connection: Connection, zaak_id: str) -> list[KeptPaper]:
    """Every paper of a case, in order of time."""
    rows = connection.execute(_kept(zaak_id).order_by(*_IN_ORDER)).mappings()
    return [_read(connection, zaak_id, row) for row in rows.all()]


def kept_one(connection: Connection, zaak_id: str, document_id: str) -> KeptPaper:
    """One paper of one case.

    Raises:
        NotFound: this case has no such paper.
    """
    query = _kept(zaak_id).where(DocumentRow.id == document_id)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(document_id)
    return _read(connection, zaak_id, row)


def _read(connection: Connection, zaak_id: str, row: RowMapping) -> KeptPaper:
    beside = bytes(row["bewijs"]) if row["bewijs"] is not None else None
    return KeptPaper(**{**_opened(connection, zaak_id, row), "bewijs": beside})


def _opened(connection: Connection, zaak_id: str, row: Mapping[Any, Any]) -> dict[str, Any]:
    return opened(connection, zaak_id, "documenten", row)


def _kept(zaak_id: str) -> Any:
    return (
        select(
            DocumentRow.id,
            DocumentRow.document,
            DocumentRow.aan,
            DocumentRow.versie,
            DocumentRow.titel,
            DocumentRow.sha256,
            DocumentRow.inhoud,
            DocumentRow.gegevens,
            DocumentRow.gemaakt_op,
            HandtekeningRow.ondertekend_op,
            HandtekeningRow.bewijs,
        )
        .outerjoin(HandtekeningRow, HandtekeningRow.document_id == DocumentRow.id)
        .where(DocumentRow.zaak_id == zaak_id)
    )
