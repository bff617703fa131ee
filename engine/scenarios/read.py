"""Reading a scenario file: what is wrong with it is said with file, line and field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from engine.law.moments import read_moment
from engine.model.gebruikers import Rol
from engine.model.zaak import Status


class InvalidScenario(ValueError):
    """A file is not a valid scenario; the message names file, line and field."""


def _moment(value: object) -> datetime:
    if isinstance(value, (str, datetime)):
        return read_moment(value)
    if isinstance(value, date):
        return read_moment(f"{value.isoformat()}T00:00")
    raise ValueError("geen tijdstip")


Moment = Annotated[datetime, BeforeValidator(_moment)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ScenarioGemeente(_Strict):
    """The municipality a scenario plays in."""

    code: str = Field(default="0599", pattern=r"^[0-9]{4}$")
    naam: str = "Voorbeeldstad"
    hulpinstantie: str | None = "Hulpverlening Voorbeeldstad"


class ScenarioMandaat(_Strict):
    """A mandate to the scenario's hulpofficier."""

    hulpofficier: bool = True
    van: date
    tot: date


class Verwacht(_Strict):
    """What must hold at a moment."""

    status: Status | None = None
    einde: Moment | None = None
    taken: list[str] | None = None
    taken_bevat: list[str] = Field(default_factory=list)
    termijnen: dict[str, Any] = Field(default_factory=dict)
    documenten: list[str] = Field(default_factory=list)
    documenten_niet: list[str] = Field(default_factory=list)
    tekst: dict[str, list[str]] = Field(default_factory=dict)


class Stap(_Strict):
    """One step: something somebody does, or something that must hold."""

    op: Moment
    rol: Rol | None = None
    melding: dict[str, Any] | None = None
    taak: str | None = None
    bericht: str | None = None
    formulier: dict[str, Any] = Field(default_factory=dict)
    geweigerd: str | None = None
    verwacht: Verwacht | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Stap:
        given = [
            name
            for name in ("melding", "taak", "bericht", "verwacht")
            if getattr(self, name) is not None
        ]
        if len(given) != 1:
            raise ValueError("een stap heeft precies één van melding, taak, bericht of verwacht")
        if given != ["verwacht"] and self.rol is None:
            raise ValueError("wie iets doet, heeft een rol")
        return self


class Scenario(_Strict):
    """A case in fast-forward."""

    titel: str
    gemeente: ScenarioGemeente = ScenarioGemeente()
    mandaat: list[ScenarioMandaat] = Field(default_factory=list)
    stappen: list[Stap] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Scenario:
        for earlier, later in zip(self.stappen, self.stappen[1:], strict=False):
            if later.op < earlier.op:
                raise ValueError("de stappen staan niet op volgorde van tijd")
        return self


def read(path: Path) -> Scenario:
    """One scenario file.

    Raises:
        InvalidScenario: it cannot be read, is no YAML, or does not hold a scenario.
    """
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidScenario(f"{path}: niet te lezen ({error})") from error
    except yaml.YAMLError as error:
        raise InvalidScenario(f"{path}: geen YAML: {error}") from error
    if not isinstance(data, Mapping):
        raise InvalidScenario(f"{path}, regel 1: hier hoort een scenario met titel en stappen")
    try:
        return Scenario.model_validate(data)
    except ValidationError as error:
        raise InvalidScenario("\n".join(_complaints(path, node, error))) from error


def _complaints(path: Path, node: yaml.Node | None, error: ValidationError) -> Iterator[str]:
    for item in error.errors(include_url=False, include_input=False):
        location = item["loc"]
        field = ".".join(str(part) for part in location) or "scenario"
        yield f"{path}, regel {_line(node, location)}, {field}: {_sentence(item)}"


def _line(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """The line in the file (from 1) of the deepest part of the location that is there."""
    line = node.start_mark.line + 1 if node is not None else 1
    for part in location:
        child = _child(node, part)
        if child is None:
            break
        node, line = child
    return line


def _child(node: yaml.Node | None, part: int | str) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item = node.value[part]
        return item, item.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return value, key.start_mark.line + 1
    return None


_SENTENCES = {
    "missing": "ontbreekt",
    "extra_forbidden": "dit veld bestaat hier niet",
    "enum": "kies een van {expected}",
    "too_short": "ten minste één is nodig",
    "string_pattern_mismatch": "heeft niet de juiste vorm",
}


def _sentence(item: Any) -> str:
    sentence = _SENTENCES.get(item["type"])
    if sentence is not None:
        return sentence.format_map({k: str(v) for k, v in item.get("ctx", {}).items()})
    if item["type"] == "value_error":
        return str(item["ctx"]["error"])
    return "klopt niet"
