"""What stands in a sealed column: nothing that can be read, shown or compared before it is opened.

The types of those columns give it, so that whoever forgets to open a row has neither text nor
number, for mypy as little as when it runs. They know no key and no row: `engine.store.kluis` opens.
"""

from __future__ import annotations

from typing import Any, NoReturn

from sqlalchemy import JSON, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Verzegeld:
    """A cell as it was read; only `raw` gives it, and only whoever opens or seals asks for that."""

    __slots__ = ("_raw",)

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def __repr__(self) -> str:
        return "<verzegeld>"

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("this was not opened (engine.store.kluis.opened)")

    __str__ = __format__ = __bytes__ = __bool__ = __int__ = __len__ = __iter__ = _refuse
    __eq__ = __lt__ = __getitem__ = __contains__ = __add__ = _refuse
    __hash__ = _refuse


class VerzegeldeTekst(Verzegeld):
    """Of a text, a number or a date."""


class VerzegeldeBytes(Verzegeld):
    """Of bytes."""


class VerzegeldeVelden(Verzegeld):
    """Of fields or a list."""


def raw(cell: Any) -> Any:
    """A cell as it stands in the database; what was not read from a sealed column as it is."""
    return cell._raw if isinstance(cell, Verzegeld) else cell  # noqa: SLF001 - its own module


class Sealed(TypeDecorator[Any]):
    """Gives what is read sealed; takes what `engine.store.kluis.sealed` made."""

    impl: Any = Text
    cache_ok = True
    gives: type[Verzegeld] = Verzegeld

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return raw(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Verzegeld | None:
        return None if value is None else self.gives(value)


class SealedText(Sealed):
    """See `VerzegeldeTekst`."""

    impl = Text
    cache_ok = True
    gives = VerzegeldeTekst


class SealedBytes(Sealed):
    """See `VerzegeldeBytes`."""

    impl = LargeBinary
    cache_ok = True
    gives = VerzegeldeBytes


class SealedFields(Sealed):
    """See `VerzegeldeVelden`."""

    impl = JSON(none_as_null=True)
    cache_ok = True
    gives = VerzegeldeVelden
