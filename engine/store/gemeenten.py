"""Municipalities and their settings, and the images on their letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from engine.errors import NotFound
from engine.model.gemeente import Gemeente, Wapen
from engine.store.among import among
from engine.store.parts import Part, Rows
from engine.store.schema.zaken import BeeldRow, GemeenteRow, ZaakRow

_ALL: Any = GemeenteRow.__table__
_WITH_ARMS = select(_ALL, BeeldRow.soort.label("wapen_soort")).outerjoin(
    BeeldRow, BeeldRow.sha256 == GemeenteRow.wapen_sha256
)
_ONE = _WITH_ARMS.where(GemeenteRow.code == bindparam("of"))
_OF_CASES = select(ZaakRow.gemeente).where(among(ZaakRow.__table__.c.id, "zaken"))
#: The municipalities of some cases, for `of_rows`.
PART = Part(_ALL, _WITH_ARMS.where(GemeenteRow.code.in_(_OF_CASES)))


def load(connection: Connection, code: str) -> Gemeente:
    """A municipality with its settings.

    Raises:
        NotFound: there is no such municipality.
    """
    row = connection.execute(_ONE, {"of": code}).mappings().first()
    if row is None:
        raise NotFound(code)
    return _restore(row)


def of_rows(rows: Mapping[str, Rows]) -> dict[str, Gemeente]:
    """Municipalities by their code, from their rows."""
    return {row["code"]: _restore(row) for row in rows[PART.name]}


def _restore(found: Mapping[Any, Any]) -> Gemeente:
    row = dict(found)
    sha256, soort, breedte = (
        row.pop(f"wapen_{part}") for part in ("sha256", "soort", "breedte_mm")
    )
    return Gemeente(
        **{
            **row,
            "feestdagen": frozenset(date.fromisoformat(day) for day in row["feestdagen"]),
            "ondertekening": tuple(row["ondertekening"]),
            "locoburgemeesters": tuple(row["locoburgemeesters"]),
            "wapen": Wapen(sha256=sha256, soort=soort, breedte_mm=breedte) if sha256 else None,
        }
    )


def add(connection: Connection, gemeente: Gemeente) -> None:
    """Keep a municipality with its settings; the image of its arms must be kept already."""
    connection.execute(insert(GemeenteRow).values(**_values(gemeente)))


def change(connection: Connection, gemeente: Gemeente) -> None:
    """Keep the settings of a municipality as they are from now on."""
    connection.execute(
        update(GemeenteRow).where(GemeenteRow.code == gemeente.code).values(**_values(gemeente))
    )


def is_known(connection: Connection, code: str) -> bool:
    """Whether this municipality is set up."""
    query = select(GemeenteRow.code).where(GemeenteRow.code == code)
    return connection.execute(query).first() is not None


def exist(connection: Connection) -> bool:
    """Whether any municipality is set up."""
    return connection.execute(select(GemeenteRow.code).limit(1)).first() is not None


def keep_image(connection: Connection, sha256: str, soort: str, content: bytes) -> None:
    """Keep an image under its hash; it stays, for letters that were asked for with it."""
    if not images(connection, [sha256]):
        connection.execute(insert(BeeldRow).values(sha256=sha256, soort=soort, inhoud=content))


def images(connection: Connection, hashes: Iterable[str]) -> dict[str, bytes]:
    """The bytes of images by their hash; what is not kept is not in it."""
    rows = connection.execute(
        select(BeeldRow.sha256, BeeldRow.inhoud).where(BeeldRow.sha256.in_(list(hashes)))
    )
    return {row.sha256: bytes(row.inhoud) for row in rows}


def _values(gemeente: Gemeente) -> dict[str, Any]:
    values = {name: getattr(gemeente, name) for name in Gemeente.__slots__}
    wapen = values.pop("wapen")
    return {
        **values,
        "feestdagen": sorted(day.isoformat() for day in gemeente.feestdagen),
        "ondertekening": list(gemeente.ondertekening),
        "locoburgemeesters": list(gemeente.locoburgemeesters),
        "wapen_sha256": wapen.sha256 if wapen else None,
        "wapen_breedte_mm": wapen.breedte_mm if wapen else None,
    }
