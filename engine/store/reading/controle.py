"""A decision as anybody may know it who holds it: no names, no address, no number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, func, select
from sqlalchemy.orm import aliased

from engine.store.schema.zaken import (
    DocumentRow,
    GemeenteRow,
    HandtekeningRow,
    OndertekencertificaatRow,
    ZaakRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision on file; moments in UTC.

    Attributes:
        rol, ondertekend_op, niveau, proef: its digital signature; None while it has none.
        versie, laatste: its version, and the newest one of the same paper.
        concept: neither it nor a version before it was signed; what is made again after signing,
            such as the one with the moment of serving, is no draft.
    """

    zaak_id: str
    gemeente: str
    document: str
    titel: str
    versie: int
    laatste: int
    sha256: str
    gemaakt_op: datetime
    rol: str | None
    ondertekend_op: datetime | None
    niveau: str | None
    proef: bool | None
    concept: bool


def by_code(connection: Connection, code: str) -> Decision | None:
    """The decision that carries a code: as it was signed, if it was."""
    return _first(connection, _decisions().where(DocumentRow.code == code))


def by_hash(connection: Connection, sha256: str) -> Decision | None:
    """The decision with exactly these bytes; papers without a code are never found."""
    return _first(
        connection,
        _decisions().where(DocumentRow.sha256 == sha256, DocumentRow.code.is_not(None)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ondertekenaar:
    """As what a certificate signed here, and the name of the municipality it signed for."""

    rol: str
    gemeente: str


def signers(connection: Connection, certificate: str) -> list[Ondertekenaar]:
    """Who signed here with the certificate that has this SHA-256; empty: nobody."""
    query = (
        select(OndertekencertificaatRow.rol, GemeenteRow.naam.label("gemeente"))
        .join(GemeenteRow, GemeenteRow.code == OndertekencertificaatRow.gemeente)
        .where(OndertekencertificaatRow.sha256 == certificate)
        .order_by(GemeenteRow.naam, OndertekencertificaatRow.rol)
    )
    return [Ondertekenaar(**row) for row in connection.execute(query).mappings()]


def _first(connection: Connection, query: Any) -> Decision | None:
    newest = query.order_by(HandtekeningRow.ondertekend_op.is_(None), DocumentRow.versie.desc())
    row = connection.execute(newest.limit(1)).mappings().first()
    return Decision(**row) if row is not None else None


def _decisions() -> Any:
    other = aliased(DocumentRow)
    latest = (
        select(func.max(other.versie))
        .where(
            other.zaak_id == DocumentRow.zaak_id,
            other.document == DocumentRow.document,
            other.aan == DocumentRow.aan,
        )
        .scalar_subquery()
    )
    signed = aliased(DocumentRow)
    signature = aliased(HandtekeningRow)
    signed_by_now = exists().where(
        signature.document_id == signed.id,
        signed.zaak_id == DocumentRow.zaak_id,
        signed.document == DocumentRow.document,
        signed.aan == DocumentRow.aan,
        signed.versie <= DocumentRow.versie,
    )
    return (
        select(
            DocumentRow.zaak_id,
            GemeenteRow.naam.label("gemeente"),
            DocumentRow.document,
            DocumentRow.titel,
            DocumentRow.versie,
            latest.label("laatste"),
            DocumentRow.sha256,
            DocumentRow.gemaakt_op,
            HandtekeningRow.rol,
            HandtekeningRow.ondertekend_op,
            HandtekeningRow.niveau,
            HandtekeningRow.proef,
            (~signed_by_now).label("concept"),
        )
        .join(ZaakRow, ZaakRow.id == DocumentRow.zaak_id)
        .join(GemeenteRow, GemeenteRow.code == ZaakRow.gemeente)
        .outerjoin(HandtekeningRow, HandtekeningRow.document_id == DocumentRow.id)
    )
