"""Facts to rows and back: one table per kind, mapped by the names of their fields."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select

from engine.model.aanvulling import Aanvulling, UitreikingAanvulling, Wijziging
from engine.model.afsluiting import Afsluiting
from engine.model.beoordeling import (
    AdviesEer,
    OverlegVeiligThuis,
    Risicotaxatie,
    Signaal,
    Zienswijze,
)
from engine.model.correctie import Correctie
from engine.model.feit import Feit
from engine.model.hulpaanbod import Hulpaanbod, PlanVanAanpak
from engine.model.intrekking import Intrekkingsbesluit, Intrekkingsverzoek
from engine.model.mededelingen import MededelingHuisgenoten
from engine.model.melding import Melding
from engine.model.naleving import (
    BegeleidContact,
    LaterFeit,
    OpvolgingOvertreding,
    Overtreding,
)
from engine.model.oplegging import Besluit, Bevestiging, Kennisname, Ondertekening
from engine.model.personen import Adres, Huisgenoot, Persoon
from engine.model.rechtsbescherming import (
    Beroep,
    MededelingUitspraak,
    Processtukken,
    Uitspraak,
    VerzoekVoorlopigeVoorziening,
    VoorwaardeVervuld,
    Zitting,
)
from engine.model.uitreiking import Bereikbaarheid, Rechtsbijstand, Uitreiking, WensRechtsbijstand
from engine.model.verlenging import UitreikingVerlenging, Verlengingsadvies, Verlengingsbesluit
from engine.store import parts
from engine.store.among import among
from engine.store.kluis import opened, sealed
from engine.store.parts import Part
from engine.store.schema import feiten, zaken
from engine.store.schema.base import Base
from engine.store.schema.indeling import SEALED

#: Kind of fact → its table.
TABLES: Mapping[type[Feit], type[Base]] = {
    Melding: zaken.MeldingRow,
    Risicotaxatie: feiten.RisicotaxatieRow,
    AdviesEer: feiten.AdviesEerRow,
    OverlegVeiligThuis: feiten.OverlegRow,
    Zienswijze: feiten.ZienswijzeRow,
    Besluit: feiten.BesluitRow,
    Bevestiging: feiten.BevestigingRow,
    Kennisname: feiten.KennisnameRow,
    Ondertekening: feiten.OndertekeningRow,
    Uitreiking: feiten.UitreikingRow,
    Bereikbaarheid: feiten.BereikbaarheidRow,
    WensRechtsbijstand: feiten.WensRechtsbijstandRow,
    Rechtsbijstand: feiten.RechtsbijstandRow,
    MededelingHuisgenoten: feiten.MededelingHuisgenotenRow,
    Hulpaanbod: feiten.HulpaanbodRow,
    PlanVanAanpak: feiten.PlanVanAanpakRow,
    Verlengingsadvies: feiten.VerlengingsadviesRow,
    Verlengingsbesluit: feiten.VerlengingsbesluitRow,
    UitreikingVerlenging: feiten.UitreikingVerlengingRow,
    Intrekkingsverzoek: feiten.IntrekkingsverzoekRow,
    Intrekkingsbesluit: feiten.IntrekkingsbesluitRow,
    Overtreding: feiten.OvertredingRow,
    OpvolgingOvertreding: feiten.OpvolgingOvertredingRow,
    LaterFeit: feiten.LaterFeitRow,
    BegeleidContact: feiten.BegeleidContactRow,
    Aanvulling: feiten.AanvullingRow,
    UitreikingAanvulling: feiten.UitreikingAanvullingRow,
    Correctie: feiten.CorrectieRow,
    VerzoekVoorlopigeVoorziening: feiten.VerzoekRow,
    Beroep: feiten.BeroepRow,
    Processtukken: feiten.ProcesstukkenRow,
    Zitting: feiten.ZittingRow,
    Uitspraak: feiten.UitspraakRow,
    MededelingUitspraak: feiten.MededelingUitspraakRow,
    VoorwaardeVervuld: feiten.VoorwaardeVervuldRow,
    Afsluiting: feiten.AfsluitingRow,
}
KINDS: Mapping[str, type[Feit]] = {kind.__name__: kind for kind in TABLES}


def _of_cases(rows: type[Base]) -> Part:
    table: Any = rows.__table__
    return Part(table, select(table).where(among(table.c.zaak_id, "zaken")))


#: How each kind is read; built once, for it is done at every step.
_OF_KIND = {kind: _of_cases(rows) for kind, rows in TABLES.items()}
_PEOPLE, _HOMES = _of_cases(zaken.PersoonRow), _of_cases(zaken.AdresRow)
_SIGNALEN_OF: Any = feiten.SignaalRow.__table__
_SIGNALEN = Part(
    _SIGNALEN_OF,
    select(_SIGNALEN_OF).where(
        _SIGNALEN_OF.c.risicotaxatie_id.in_(
            _OF_KIND[Risicotaxatie].query.with_only_columns(feiten.RisicotaxatieRow.id)
        )
    ),
)
#: What a kind keeps in tables besides its own.
_BESIDES = {Melding: (_PEOPLE, _HOMES), Risicotaxatie: (_SIGNALEN,)}

#: Amendments hold people and addresses and are kept as they are, as JSON.
_WIJZIGING = TypeAdapter(Wijziging)
_OWN_ROWS = {Melding: {"betrokkene", "huisgenoten", "locatie"}, Risicotaxatie: {"signalen"}}
_PERSOON = [field.name for field in dataclasses.fields(Persoon)]
_ADRES = [field.name for field in dataclasses.fields(Adres)]


def load(connection: Connection, zaak_id: str, kinds: list[str]) -> tuple[Feit, ...]:
    """Every fact on a case's file, oldest first.

    Args:
        kinds: names of the kinds that occur on it, so that only their tables are read.
    """
    return load_many(connection, {zaak_id: kinds})[zaak_id]


def load_many(
    connection: Connection, kinds: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Feit, ...]]:
    """Every fact on the files of several cases, each oldest first.

    Args:
        kinds: id of each case → names of the kinds that occur on its file.
    """
    rows = parts.read(connection, parts_of(kinds), list(kinds))
    return of_rows(connection, kinds, rows)


def parts_of(kinds: Mapping[str, Sequence[str]]) -> Iterator[Part]:
    """The tables that hold the facts of these cases, for `of_rows`."""
    for name in sorted({name for names in kinds.values() for name in names}):
        kind = KINDS[name]
        yield _OF_KIND[kind]
        yield from _BESIDES.get(kind, ())


def of_rows(
    connection: Connection, kinds: Mapping[str, Sequence[str]], rows: Mapping[str, parts.Rows]
) -> dict[str, tuple[Feit, ...]]:
    """The same, from the rows that these tables hold of them."""
    found: dict[str, list[tuple[int, Feit]]] = {zaak_id: [] for zaak_id in kinds}
    for name in {name for names in kinds.values() for name in names}:
        kind = KINDS[name]
        own_rows = rows[_OF_KIND[kind].name]
        extra = _EXTRA[kind](connection, own_rows, rows) if kind in _EXTRA else {}
        for row in own_rows:
            if name not in kinds[row["zaak_id"]]:
                continue
            own = _opened(connection, row["zaak_id"], kind, row)
            feit = _restore(kind, {**own, **extra.get(row["id"], {})})
            found[row["zaak_id"]].append((row["volgnummer"], feit))
    return {
        zaak_id: tuple(feit for _, feit in sorted(feiten, key=lambda item: item[0]))
        for zaak_id, feiten in found.items()
    }


def save(connection: Connection, zaak_id: str, volgnummer: int, feit: Feit) -> None:
    """Put one fact on a case's file, at a place in its order."""
    kind = type(feit)
    own_rows = _OWN_ROWS.get(kind, set())
    values = {
        field.name: _plain(getattr(feit, field.name))
        for field in dataclasses.fields(feit)
        if field.name not in own_rows
    }
    table = TABLES[kind].__table__
    if table.name in SEALED:  # type: ignore[attr-defined]
        values = sealed(connection, zaak_id, table.name, values)  # type: ignore[attr-defined]
    result = connection.execute(
        insert(table),  # type: ignore[arg-type]
        {"zaak_id": zaak_id, "volgnummer": volgnummer, **values},
    )
    if isinstance(feit, Melding):
        _save_people(connection, zaak_id, feit)
    if isinstance(feit, Risicotaxatie) and feit.signalen:
        key = result.inserted_primary_key[0]  # type: ignore[index]
        connection.execute(
            insert(feiten.SignaalRow),
            [
                sealed(
                    connection,
                    zaak_id,
                    "signalen",
                    {"risicotaxatie_id": key, **dataclasses.asdict(signaal)},
                )
                for signaal in feit.signalen
            ],
        )


def save_secret_address(
    connection: Connection, zaak_id: str, persoon_id: str, adres: Adres
) -> None:
    """Keep where a housemate stays elsewhere, apart from everything."""
    values = {"persoon_id": persoon_id, **dataclasses.asdict(adres)}
    connection.execute(
        insert(zaken.GeheimAdresRow), sealed(connection, zaak_id, "geheime_adressen", values)
    )


def secret_addresses(connection: Connection, zaak_id: str) -> list[tuple[str, Adres]]:
    """Where housemates of a case stay elsewhere, by their full name."""
    rows = connection.execute(
        select(zaken.PersoonRow.__table__, zaken.GeheimAdresRow.__table__)
        .join(zaken.GeheimAdresRow, zaken.GeheimAdresRow.persoon_id == zaken.PersoonRow.id)
        .where(zaken.PersoonRow.zaak_id == zaak_id)
        .order_by(zaken.PersoonRow.volgorde)
    ).mappings()
    return [
        (
            _persoon(opened(connection, zaak_id, "personen", row)).naam,
            _adres(opened(connection, zaak_id, "geheime_adressen", row)),
        )
        for row in rows.all()
    ]


def _save_people(connection: Connection, zaak_id: str, melding: Melding) -> None:
    people = [
        {
            "id": str(uuid.uuid4()) if huisgenoot is None else huisgenoot.id,
            "zaak_id": zaak_id,
            "hoedanigheid": "betrokkene" if huisgenoot is None else "huisgenoot",
            "volgorde": volgorde,
            **dataclasses.asdict(persoon),
            "relatie": huisgenoot and huisgenoot.relatie.value,
            "verblijf": huisgenoot and huisgenoot.verblijf.value,
            "contactverbod": huisgenoot and huisgenoot.contactverbod,
        }
        for volgorde, (huisgenoot, persoon) in enumerate(
            [(None, melding.betrokkene), *((each, each.persoon) for each in melding.huisgenoten)]
        )
    ]
    connection.execute(
        insert(zaken.PersoonRow),
        [sealed(connection, zaak_id, "personen", each) for each in people],
    )
    home = {"zaak_id": zaak_id, **dataclasses.asdict(melding.locatie)}
    connection.execute(insert(zaken.AdresRow), sealed(connection, zaak_id, "adressen", home))


#: Id of a fact's row → what the fact keeps in rows of its own.
Extra = dict[int, dict[str, Any]]


def _signalen(connection: Connection, own: parts.Rows, rows: Mapping[str, parts.Rows]) -> Extra:
    found: dict[int, list[Signaal]] = {row["id"]: [] for row in own}
    case_of = {row["id"]: row["zaak_id"] for row in own}
    for each in rows[_SIGNALEN.name]:
        taxatie = each["risicotaxatie_id"]
        r = opened(connection, case_of[taxatie], "signalen", each)
        found[taxatie].append(Signaal(item=r["item"], bron=r["bron"], betwist=r["betwist"]))
    return {
        id: {"signalen": tuple(sorted(signalen, key=lambda s: _order(s.item)))}
        for id, signalen in found.items()
    }


def _people(connection: Connection, own: parts.Rows, rows: Mapping[str, parts.Rows]) -> Extra:
    people: dict[str, list[Mapping[Any, Any]]] = {row["zaak_id"]: [] for row in own}
    for each in sorted(rows[_PEOPLE.name], key=lambda row: row["volgorde"]):
        zaak_id = each["zaak_id"]
        people[zaak_id].append(opened(connection, zaak_id, "personen", each))
    homes = {each["zaak_id"]: each for each in rows[_HOMES.name]}
    return {
        row["id"]: _of_report(
            people[row["zaak_id"]],
            opened(connection, row["zaak_id"], "adressen", homes[row["zaak_id"]]),
        )
        for row in own
    }


def _of_report(people: list[Mapping[Any, Any]], adres: Mapping[Any, Any]) -> dict[str, Any]:
    betrokkene, *huisgenoten = people
    return {
        "betrokkene": _persoon(betrokkene),
        "huisgenoten": tuple(
            _restore(Huisgenoot, {**each, "persoon": _persoon(each)}) for each in huisgenoten
        ),
        "locatie": _adres(adres),
    }


def _opened(
    connection: Connection, zaak_id: str, kind: type[Feit], row: Mapping[Any, Any]
) -> Mapping[Any, Any]:
    table = TABLES[kind].__tablename__
    return opened(connection, zaak_id, table, row) if table in SEALED else row


_EXTRA: Mapping[type[Feit], Callable[..., Extra]] = {
    Risicotaxatie: _signalen,
    Melding: _people,
}


def _order(code: str) -> tuple[str, str, int]:
    part, signaal, item = code.split(".")
    return part, signaal, int(item)


def _persoon(row: Mapping[Any, Any]) -> Persoon:
    return Persoon(**{name: row[name] for name in _PERSOON})


def _adres(row: Mapping[Any, Any]) -> Adres:
    return Adres(**{name: row[name] for name in _ADRES})


def _plain(value: object) -> object:
    """A field as its column holds it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Wijziging):
        return _WIJZIGING.dump_python(value, mode="json")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            key: inner.isoformat() if isinstance(inner, datetime) else inner
            for key, inner in dataclasses.asdict(value).items()
        }
    return value


def _restore(kind: Any, row: Mapping[Any, Any]) -> Any:
    """A frozen record from a row, by the types of its fields."""
    return kind(**{name: read(row[name]) for name, read in _readers(kind)})


@functools.cache
def _readers(kind: type[Any]) -> list[tuple[str, Any]]:
    hints = typing.get_type_hints(kind)
    return [(field.name, _reader(hints[field.name])) for field in dataclasses.fields(kind)]


def _reader(hint: Any) -> Any:
    """How a column's value becomes a field of this type."""
    origin = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(each for each in arguments if each is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        of_amendments = arguments[0] is Wijziging
        return _wijzigingen if of_amendments else tuple
    if origin is not None and issubclass(origin, Mapping):
        of = _reader(arguments[1])
        return lambda value: {key: of(each) for key, each in value.items()}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    if dataclasses.is_dataclass(hint):
        return lambda value: value if isinstance(value, hint) else _from_json(hint, value)  # type: ignore[arg-type]
    return lambda value: value


def _wijzigingen(value: list[Any]) -> tuple[Wijziging, ...]:
    return tuple(_WIJZIGING.validate_python(each) for each in value)


def _from_json(kind: type[Any], value: Mapping[str, Any]) -> Any:
    hints = typing.get_type_hints(kind)
    return kind(
        **{
            name: datetime.fromisoformat(each) if hints[name] is datetime else each
            for name, each in value.items()
        }
    )
