"""What may stand in the file about providers, and what is wrong when it cannot be used."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from engine.model.gebruikers import Rol

Text = Annotated[str, Field(min_length=1, max_length=500)]
# Over a network anybody can read along with http; on this machine a provider may be tried out.
Issuer = Annotated[str, Field(pattern=r"^(https://|http://(localhost|127\.0\.0\.1)[:/])[^\s?#]*$")]
Code = Annotated[str, Field(pattern=r"^[0-9]{4}$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Toekenning(_Table):
    """What a value of the claim gives: a role, in these municipalities."""

    waarde: Text
    rol: Rol
    gemeenten: Annotated[list[Code], Field(min_length=1)]


class Aanbieder(_Table):
    """A provider.

    Attributes:
        id: in addresses and on the record; never changes. naam: on the button.
        issuer: exactly as the provider writes it.
        rollen_claim: where the values stand in the ID token, with dots for what is deeper.
        acr, amr: at least one of these must be in the ID token: the provider asked for a second
            factor.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    naam: Text
    issuer: Issuer
    client: Text
    client_geheim_bestand: Text
    scopes: Text = "openid profile"
    naam_claim: Text = "name"
    rollen_claim: Text = "roles"
    acr: list[Text] = []
    amr: list[Text] = []
    toekenning: Annotated[list[Toekenning], Field(min_length=1)]

    @field_validator("id")
    @classmethod
    def _is_no_page(cls, value: str) -> str:
        if value in ("opnieuw", "terug"):
            raise ValueError("kies een andere id")
        return value

    @field_validator("scopes")
    @classmethod
    def _asks_who(cls, value: str) -> str:
        if "openid" not in value.split():
            raise ValueError("openid ontbreekt")
        return value

    @model_validator(mode="after")
    def _demands_a_factor(self) -> Aanbieder:
        if not self.acr and not self.amr:
            raise ValueError("noem met acr of amr waaraan een tweede factor te zien is")
        return self


class _File(_Table):
    aanbieder: Annotated[list[Aanbieder], Field(min_length=1)]


def read(path: Path) -> list[tuple[Aanbieder, str]]:
    """The providers in a file, each with its secret; paths in it are seen from its folder.

    Raises:
        ValueError: something is wrong; says what and where in Dutch, and holds no secret.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        found = _File.model_validate(values).aanbieder
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"{path.name}: kan niet worden gelezen") from None
    except tomllib.TOMLDecodeError:
        raise ValueError(f"{path.name}: geen geldige TOML") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        where = " ".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
        raise ValueError(f"{path.name}: {where}: {first['msg']}") from None
    if len({each.id for each in found}) < len(found):
        raise ValueError(f"{path.name}: elke aanbieder heeft een eigen id")
    if len({each.issuer for each in found}) < len(found):
        raise ValueError(f"{path.name}: elke issuer staat er één keer in")
    return [(each, _secret(path, each)) for each in found]


def _secret(path: Path, entry: Aanbieder) -> str:
    file = path.parent / entry.client_geheim_bestand
    try:
        secret = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        raise ValueError(
            f"{path.name}: {entry.id}: {entry.client_geheim_bestand} is leeg of niet te lezen"
        )
    return secret
