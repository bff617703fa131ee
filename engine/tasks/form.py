"""What every form is made of: its base, its field types, and its errors in Dutch.

A form is declared once. Pages, the API, the command line and scenarios read the same declaration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from engine.errors import InvalidForm, Reden
from engine.law.moments import NonExistentTime, read_moment
from engine.model.talen import BLADTALEN, BLADTALEN_NEDERLANDS
from engine.tasks.tekens import unprintable

#: SpiffWorkflow's state reader trips over this key, so no answer may ever hold it.
RESERVED_KEY = "typename"

MAX_TEXT = 10_000
#: No form is deeper; what is, was made to crash whoever reads it.
MAX_DEPTH = 12
#: Characters that a database or a stored state refuses.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class Form(BaseModel):
    """Base of all forms: frozen, no unknown fields, blanks around text stripped.

    An error quotes nothing that was typed: it may end in a log.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True
    )


def _read_moment(value: object) -> datetime:
    if isinstance(value, (str, datetime)):
        try:
            return read_moment(value)
        except NonExistentTime:
            raise PydanticCustomError("moment_bestaat_niet", "time skipped by the clocks") from None
        except ValueError:
            pass
    raise PydanticCustomError("moment", "not a moment")


def _not_in_future(value: datetime, info: ValidationInfo) -> datetime:
    recorded_at = (info.context or {}).get("recorded_at")
    if recorded_at is not None and value > recorded_at:
        raise PydanticCustomError("toekomst", "lies in the future")
    return value


def _read_day(value: object) -> object:
    if isinstance(value, datetime):
        raise PydanticCustomError("datum", "a moment where a day is asked")
    return value


def _eleven_test(value: str) -> str:
    digits = [int(digit) for digit in value]
    total = sum(
        weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True)
    )
    if total % 11 or not any(digits):
        raise PydanticCustomError("bsn", "fails the eleven test")
    return value


def _postcode(value: object) -> object:
    return re.sub(r"\s+", "", value).upper() if isinstance(value, str) else value


_MOMENT_SCHEMA = WithJsonSchema({"type": "string", "format": "date-time"})

#: A moment in local Amsterdam time, or with an offset; becomes aware UTC.
Moment = Annotated[datetime, BeforeValidator(_read_moment), _MOMENT_SCHEMA]
#: A moment that lies behind us when it is recorded.
Verleden = Annotated[
    datetime, BeforeValidator(_read_moment), AfterValidator(_not_in_future), _MOMENT_SCHEMA
]
Dag = Annotated[date, BeforeValidator(_read_day)]
#: One line of text.
Regel = Annotated[str, StringConstraints(min_length=1, max_length=200)]
#: Running text of several lines.
Tekst = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_TEXT),
    Field(json_schema_extra={"weergave": "tekst"}),
]
Postcode = Annotated[
    str, BeforeValidator(_postcode), StringConstraints(pattern=r"^[1-9][0-9]{3}[A-Z]{2}$")
]
Bsn = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$"), AfterValidator(_eleven_test)]
#: ISO 639-1; the three letters of ISO 639-3 for a language that has no two.
Taalcode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
#: The language of a leaflet. Pages offer those that there are; whatever else is said is kept as it
#: was said, and the leaflet is in English.
Bladtaal = Annotated[
    Taalcode,
    Field(
        json_schema_extra={
            "weergave": "keuze",
            "keuzen": [
                [code, name if code == "nl" else f"{name} ({BLADTALEN_NEDERLANDS[code]})"]
                for code, name in BLADTALEN.items()
            ],
        }
    ),
]

#: pydantic's error type → what the person who typed is told.
SENTENCES: Mapping[str, str] = {
    "missing": "Vul dit in.",
    "string_too_short": "Vul dit in.",
    "too_short": "Kies of vul ten minste {min_length} in.",
    "string_too_long": "Maak dit korter: er passen {max_length} tekens.",
    "too_long": "Kies er ten hoogste {max_length}.",
    "extra_forbidden": "Dit gegeven hoort niet in dit formulier.",
    "literal_error": "Kies een van: {expected}.",
    "enum": "Kies een van: {expected}.",
    "union_tag_invalid": "Kies een van: {expected_tags}.",
    "union_tag_not_found": "Maak een keuze.",
    "bool_parsing": "Kies ja of nee.",
    "bool_type": "Kies ja of nee.",
    "int_parsing": "Vul een heel getal in.",
    "int_type": "Vul een heel getal in.",
    "greater_than_equal": "Vul een getal in van ten minste {ge}.",
    "less_than_equal": "Vul een getal in van ten hoogste {le}.",
    "date_parsing": "Vul een bestaande datum in, zoals 21-03-2026.",
    "date_from_datetime_parsing": "Vul een bestaande datum in, zoals 21-03-2026.",
    "date_type": "Vul een bestaande datum in, zoals 21-03-2026.",
    "datum": "Vul een datum in zonder tijdstip.",
    "moment": "Vul een datum en een tijd in, zoals 21-03-2026 en 02:30.",
    "moment_bestaat_niet": (
        "Deze tijd bestond niet: de klok ging toen een uur vooruit. Vul de juiste tijd in."
    ),
    "toekomst": "Dit ligt in de toekomst. Vul in wanneer het gebeurd is.",
    "bsn": "Dit is geen geldig burgerservicenummer. Controleer de cijfers.",
    "string_pattern_mismatch": "Dit heeft niet de juiste vorm. Controleer wat er staat.",
    "string_type": "Vul hier tekst in.",
    "model_type": "Vul dit onderdeel in.",
    "list_type": "Vul hier een of meer onderdelen in.",
    "tuple_type": "Vul hier een of meer onderdelen in.",
    "dict_type": "Vul dit onderdeel in.",
    "onbekend_onderdeel": "{code} staat niet in de bijlage bij het Besluit tijdelijk huisverbod.",
}
OTHERWISE = "Controleer wat er staat."


def parse(
    adapter: TypeAdapter[Any],
    data: Mapping[str, object],
    recorded_at: datetime,
    tags: frozenset[str] = frozenset(),
) -> Any:
    """Read an answer into its form.

    Args:
        adapter: the form's type adapter.
        data: what was typed or sent, as plain values.
        recorded_at: the moment of recording (UTC), against which past moments are judged.
        tags: the values that choose between the alternatives of a tagged form.

    Raises:
        InvalidForm: every field that is missing or ill-formed, by its dotted path.
    """
    _refuse_unusable(data)
    try:
        return adapter.validate_python(data, context={"recorded_at": recorded_at})
    except ValidationError as error:
        raise InvalidForm(explain(error, tags)) from error


def explain(error: ValidationError, tags: frozenset[str] = frozenset()) -> dict[str, list[Reden]]:
    """pydantic's findings as Dutch reasons, by dotted field path."""
    found: dict[str, list[Reden]] = {}
    for item in error.errors(include_url=False, include_input=False):
        kind = item["type"]
        context = {key: str(value) for key, value in item.get("ctx", {}).items()}
        for name in ("expected", "expected_tags"):
            if name in context:
                context[name] = _choices(context[name])
        sentence = SENTENCES.get(kind, OTHERWISE)
        path = ".".join(_path(item["loc"], tags)) or "formulier"
        if kind in ("union_tag_not_found", "union_tag_invalid"):
            path = context["discriminator"].strip("'")
        found.setdefault(path, []).append(Reden(sentence, context))
    return found


def _path(location: tuple[int | str, ...], tags: frozenset[str]) -> list[str]:
    """The way to a field as people know it: pydantic puts a tagged form's choice in front."""
    parts = [str(part) for part in location]
    return parts[1:] if tags else parts


def _choices(text: str) -> str:
    """The values pydantic expected, as they are typed: it writes them as Python."""
    found = re.findall(r"'([^']*)'|\b(True|False)\b", text)
    spoken = {"True": "ja", "False": "nee"}
    return ", ".join(value or spoken[flag] for value, flag in found)


def _refuse_unusable(data: Mapping[str, object]) -> None:
    """Refuse what no database keeps, no letter shows or what breaks the stored state."""
    found: dict[str, list[Reden]] = {}
    for path, reason in _unusable(data, "", 1):
        found.setdefault(path, []).append(reason)
    if found:
        raise InvalidForm(found)


def _unusable(value: object, path: str, depth: int) -> Iterator[tuple[str, Reden]]:
    """What cannot be used, wherever it hides, by its dotted path."""
    if depth > MAX_DEPTH:
        yield path, Reden("Dit zit te diep in elkaar.")
    elif isinstance(value, str):
        if _UNKEEPABLE.search(value):
            yield path, Reden("Hier staat een onleesbaar teken. Typ de tekst opnieuw.")
        elif reason := unprintable(value):
            yield path, reason
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            where = f"{path}.{key}".lstrip(".")
            if key == RESERVED_KEY:
                yield where, Reden(SENTENCES["extra_forbidden"])
            yield from _unusable(inner, where, depth + 1)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _unusable(inner, f"{path}.{number}".lstrip("."), depth + 1)
