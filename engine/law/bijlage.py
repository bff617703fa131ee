"""The annex to the Besluit tijdelijk huisverbod: the only facts that may be weighed (Bth 2.1)."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TypeGuard

import yaml

__all__ = [
    "BIJLAGE",
    "Bijlage",
    "InvalidBijlage",
    "Item",
    "Onderdeel",
    "Signaal",
    "read_bijlage",
]

_FILE = "bijlage.yaml"
_SIZE = (3, 20, 79)


class InvalidBijlage(ValueError):
    """The file with the annex cannot be used; the message names the file and the place in it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One fact or circumstance: its code ("2.c.4") and the regulation's own text."""

    code: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Signaal:
    """A group of facts that point the same way: its code ("2.c"), name and items."""

    code: str
    naam: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """One of the three parts of Bth 2.2: its code ("2"), id, name and signals."""

    code: str
    id: str
    naam: str
    signalen: tuple[Signaal, ...]


@dataclass(frozen=True)
class Bijlage:
    """The annex, everything in the regulation's order.

    Attributes:
        versie: since when this text holds.
        onderdelen: the parts, with their signals and items.
        kindermishandeling: codes of the items that are child abuse, or suspicion of it (Wth 2.3).
    """

    versie: str
    onderdelen: tuple[Onderdeel, ...]
    kindermishandeling: frozenset[str]

    @cached_property
    def signalen(self) -> tuple[Signaal, ...]:
        """All signals."""
        return tuple(signaal for part in self.onderdelen for signaal in part.signalen)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items."""
        return tuple(item for signaal in self.signalen for item in signaal.items)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of all items."""
        return tuple(item.code for item in self.items)

    def item(self, code: str) -> Item:
        """The item with that code ("2.c.4").

        Raises:
            KeyError: it is not in the annex, and so may not be weighed.
        """
        return self._by_item_code[code]

    def signaal(self, code: str) -> Signaal:
        """The signal with that code ("2.c").

        Raises:
            KeyError: it is not in the annex.
        """
        return self._by_signal_code[code]

    @cached_property
    def _by_item_code(self) -> Mapping[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def _by_signal_code(self) -> Mapping[str, Signaal]:
        return {signaal.code: signaal for signaal in self.signalen}


def read_bijlage(text: str) -> Bijlage:
    """Read the annex.

    Args:
        text: YAML in the form of bijlage.yaml; codes number parts 1, 2, 3, signals a, b, c and
            items 1, 2, 3 without gaps.

    Raises:
        InvalidBijlage: with the place in the file.
    """
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _wrong("", f"not readable as YAML: {error}") from error
    root = _fields(content, "", {"versie", "onderdelen", "kindermishandeling"})
    bijlage = Bijlage(
        versie=_text(root, "versie", ""),
        onderdelen=tuple(
            _onderdeel(raw, f"onderdelen[{n}]", str(n + 1))
            for n, raw in enumerate(_list(root, "onderdelen", ""))
        ),
        kindermishandeling=frozenset(map(str, _list(root, "kindermishandeling", ""))),
    )
    size = len(bijlage.onderdelen), len(bijlage.signalen), len(bijlage.items)
    if size != _SIZE:
        raise _wrong("onderdelen", f"parts, signals and items are {size}, not {_SIZE}")
    unknown = sorted(bijlage.kindermishandeling.difference(bijlage.codes))
    if unknown:
        raise _wrong("kindermishandeling", f"{', '.join(unknown)} is no item")
    return bijlage


def _onderdeel(raw: object, where: str, code: str) -> Onderdeel:
    part = _fields(raw, where, {"code", "id", "naam", "signalen"})
    _code(part, where, code)
    return Onderdeel(
        code=code,
        id=_text(part, "id", where),
        naam=_text(part, "naam", where),
        signalen=tuple(
            _signaal(signaal, f"{where}.signalen[{n}]", f"{code}.{letter}")
            for n, (signaal, letter) in enumerate(
                zip(_list(part, "signalen", where), string.ascii_lowercase, strict=False)
            )
        ),
    )


def _signaal(raw: object, where: str, code: str) -> Signaal:
    signaal = _fields(raw, where, {"code", "naam", "items"})
    _code(signaal, where, code)
    items = signaal["items"]
    if not isinstance(items, dict) or not items:
        raise _wrong(f"{where}.items", "holds no items")
    for n, found in enumerate(items, start=1):
        if found != f"{code}.{n}":
            raise _wrong(f"{where}.items", f"{found!r} where {code}.{n} belongs")
    place = f"{where}.items"
    return Signaal(
        code=code,
        naam=_text(signaal, "naam", where),
        items=tuple(Item(found, _text(items, found, place)) for found in items),
    )


def _wrong(where: str, trouble: str) -> InvalidBijlage:
    return InvalidBijlage(": ".join(filter(None, (_FILE, where, trouble))))


def _fields(raw: object, where: str, names: set[str]) -> Mapping[str, object]:
    if not _is_mapping(raw) or set(raw) != names:
        raise _wrong(where, f"must hold exactly {', '.join(sorted(names))}")
    return raw


def _is_mapping(raw: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(raw, dict)


def _code(raw: Mapping[str, object], where: str, expected: str) -> None:
    if raw["code"] != expected:
        raise _wrong(f"{where}.code", f"{raw['code']!r} where {expected} belongs")


def _text(raw: Mapping[str, object], name: str, where: str) -> str:
    value = raw[name]
    if not isinstance(value, str) or not value.strip():
        raise _wrong(".".join(filter(None, (where, name))), f"{value!r} is not a text")
    return value


def _list(raw: Mapping[str, object], name: str, where: str) -> list[object]:
    value = raw[name]
    if not isinstance(value, list) or not value:
        raise _wrong(".".join(filter(None, (where, name))), "must be a list that holds something")
    return value


#: The annex as it stands, read once.
BIJLAGE = read_bijlage(files("engine.law").joinpath(_FILE).read_text(encoding="utf-8"))
