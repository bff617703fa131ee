"""What may stand in the file that tells which keys there are, and where an error in it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from documents.signing.errors import UnfitKeyring
from documents.signing.levels import Niveau
from documents.signing.signatory import Rol

_SECRETS = {"wachtwoord", "pin", "geheim", "toegang", "client_geheim"}
_SEALED = "een geheim staat niet in dit bestand: noem {0}_bestand of {0}_variabele"
_REASONS = {
    "missing": "ontbreekt",
    "string_type": "moet tekst zijn",
    "bool_type": "moet true of false zijn",
    "list_type": "moet een lijst zijn",
    "dict_type": "moet een tabel zijn",
    "model_type": "moet een tabel zijn",
    "model_attributes_type": "moet een tabel zijn",
    "too_short": "mag niet leeg zijn",
    "string_too_short": "mag niet leeg zijn",
    "union_tag_not_found": "ontbreekt: kies pkcs12, pkcs11 of csc",
    "union_tag_invalid": "onbekend: kies pkcs12, pkcs11 of csc",
    "greater_than": "moet groter dan nul zijn",
    "less_than_equal": "is te groot",
}

Text = Annotated[str, Field(min_length=1)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
# Over a network anybody can read along with http, and what goes there gives leave to sign.
SafeUrl = Annotated[str, Field(pattern=r"^(https://|http://127\.0\.0\.1[:/])[^\s]*$")]
Seconds = Annotated[float, Field(gt=0, le=600, strict=False)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class _Sleutel(_Table):
    gemeente: Annotated[str, Field(pattern=r"^[0-9]{4}$")]
    rol: Rol
    gebruiker: Annotated[str, Field(min_length=8)] | None = None
    keten: Text | None = None


class Pkcs12(_Sleutel):
    """A key in a file."""

    bron: Literal["pkcs12"]
    bestand: Text
    wachtwoord_bestand: Text | None = None
    wachtwoord_variabele: Text | None = None


class Pkcs11(_Sleutel):
    """A key in a token."""

    bron: Literal["pkcs11"]
    module: Text
    token: Text
    label: Text
    pin_bestand: Text | None = None
    pin_variabele: Text | None = None


class Csc(_Sleutel):
    """A key at a trust service provider."""

    bron: Literal["csc"]
    url: SafeUrl
    credential: Text
    client: Text | None = None
    client_geheim_bestand: Text | None = None
    client_geheim_variabele: Text | None = None
    toegang_url: SafeUrl | None = None
    toegang_bestand: Text | None = None
    toegang_variabele: Text | None = None
    pin_bestand: Text | None = None
    pin_variabele: Text | None = None
    wachttijd: Seconds = 30.0


class Tijdstempel(_Table):
    """A time stamp authority."""

    url: Url
    wachttijd: Seconds = 10.0
    gebruiker: Text | None = None
    wachtwoord_bestand: Text | None = None
    wachtwoord_variabele: Text | None = None


class Vertrouwen(_Table):
    """Which certificates are believed."""

    roots: Annotated[list[Text], Field(min_length=1)]
    tussencertificaten: list[Text] = []
    crls: list[Text] = []
    ophalen: bool = False


class KeyringFile(_Table):
    """The whole file."""

    niveau: Niveau = "B-LT"
    minimaal: Niveau = "B-B"
    sleutel: Annotated[
        list[Annotated[Pkcs12 | Pkcs11 | Csc, Field(discriminator="bron")]], Field(min_length=1)
    ]
    tijdstempel: Tijdstempel | None = None
    vertrouwen: Vertrouwen | None = None


class Place:
    """The file as an administrator sees it, to point at what is wrong in it."""

    def __init__(self, path: Path, lines: Sequence[str]) -> None:
        self.path = path
        self._lines = lines

    def wrong(self, field: Sequence[str | int], reason: str) -> UnfitKeyring:
        """An error about this field: its line, if it is there, and its path."""
        names = [f"{part + 1}" if isinstance(part, int) else part for part in field]
        line = self._line(field)
        where = f"regel {line}, " if line else ""
        return UnfitKeyring(self.path.name, f"{where}{' '.join(names) or 'het bestand'}", reason)

    def _line(self, field: Sequence[str | int]) -> int | None:
        table = next((str(part) for part in field[:-1] if isinstance(part, str)), "")
        count = next((part for part in field if isinstance(part, int)), 0)
        begin = self._header(table, count)
        if begin is None:
            return None
        name = re.compile(rf"\s*{re.escape(str(field[-1]))}\s*=") if field else None
        for number in range(begin, len(self._lines)):
            text = self._lines[number]
            if number > begin and text.lstrip().startswith("["):
                break
            if name is not None and name.match(text):
                return number + 1
        return begin + 1 if table else None

    def _header(self, table: str, count: int) -> int | None:
        if not table:
            return 0
        header = re.compile(rf"\s*\[\[?\s*{re.escape(table)}\s*\]\]?")
        found = [number for number, text in enumerate(self._lines) if header.match(text)]
        return found[count] if count < len(found) else None


def parse(path: Path) -> tuple[KeyringFile, Place]:
    """What stands in the file.

    Raises:
        UnfitKeyring: it cannot be read, or something in it is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnfitKeyring(path.name, "het bestand", "kan niet worden gelezen") from error
    place = Place(path, text.splitlines())
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        where = f"regel {found[1]}, kolom {found[2]}" if found else "het einde"
        # the cause would repeat the line
        raise UnfitKeyring(path.name, where, "geen geldige TOML") from None
    try:
        return KeyringFile.model_validate(values), place
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise place.wrong(_field(first), _reason(first)) from None


def _field(error: ErrorDetails) -> list[str | int]:
    """Without the name of the kind of key that pydantic puts behind its number."""
    place = list(error["loc"])
    if len(place) > 2 and place[0] == "sleutel":  # noqa: PLR2004 - table, number, kind
        del place[2]
    if error["type"].startswith("union_tag"):
        place.append("bron")
    return place


def _reason(error: ErrorDetails) -> str:
    kind, name = error["type"], str(error["loc"][-1])
    if kind == "extra_forbidden":
        return _SEALED.format(name) if name in _SECRETS else "onbekend veld"
    if kind == "literal_error":
        return f"onbekend: kies {error['ctx']['expected'].replace(' or ', ' of ')}"
    return _REASONS.get(kind, "ongeldige waarde")
