"""The dated sets of lengths and limits, as data: rulesets/<first day in force>.yaml.

Parliament may change a length; a case keeps the set of the day its order was imposed.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from engine.law.moments import require_day

__all__ = [
    "RULESETS",
    "InvalidRuleset",
    "Ruleset",
    "load_rulesets",
    "read_ruleset",
    "ruleset_by_id",
    "ruleset_on",
]

_SUFFIX = ".yaml"


class InvalidRuleset(ValueError):
    """A file with lengths and limits cannot be used; the message names the file and the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """The lengths and limits in force from a day on; each unit is in the name.

    Attributes:
        id: name of its file without suffix: the first day in force.
        geldig_vanaf: the first day in force.
        huisverbod_dagen: how long an order holds, calendar days (Wth 2.1).
        uiterste_verlenging_dagen: latest end of an extension, calendar days from the imposition
            (Wth 9.1).
        bereikbaarheid_uren: to say where one can be reached, hours (Wth 2.6).
        zitting_dagen: to be heard by the judge, days (Wth 6.1).
        zitting_werkdagen: working days that term must hold (Atw 2).
        uitspraak_uren: for the ruling after the hearing, hours (Wth 6.1).
        beroepstermijn_weken: to appeal, weeks (Awb 6:7).
        bewaartermijn_jaren: how long the decisions are kept, calendar years (Wth 10.1).
        verlenging_opent_dagen: advice and hearing on an extension open this many calendar days
            before the end (process reference).
        besluit_verlenging_opent_uren: the decision on an extension opens this many hours before
            the end, also without advice (process reference).
        nabesteltermijn_uren: hours after the end in which the service of a signed extension, done
            in time, may still be entered (process reference).
    """

    id: str
    geldig_vanaf: date
    huisverbod_dagen: int
    uiterste_verlenging_dagen: int
    bereikbaarheid_uren: int
    zitting_dagen: int
    zitting_werkdagen: int
    uitspraak_uren: int
    beroepstermijn_weken: int
    bewaartermijn_jaren: int
    verlenging_opent_dagen: int
    besluit_verlenging_opent_uren: int
    nabesteltermijn_uren: int


_LENGTHS = frozenset(field.name for field in fields(Ruleset)) - {"id", "geldig_vanaf"}


def read_ruleset(name: str, text: str) -> Ruleset:
    """Read one file.

    Args:
        name: file name, `<first day in force>.yaml`.
        text: YAML; every length exactly once, each a whole number above zero.

    Raises:
        InvalidRuleset: with the file and the field.
    """
    first_day = _first_day(name)
    lengths = _read_lengths(name, text)
    for field, value in lengths.items():
        if type(value) is not int or value < 1:
            raise InvalidRuleset(f"{name}: {field}: {value!r} is not a whole number above zero")
    if lengths["uiterste_verlenging_dagen"] < lengths["huisverbod_dagen"]:
        raise InvalidRuleset(f"{name}: uiterste_verlenging_dagen: less than huisverbod_dagen")
    return Ruleset(id=first_day.isoformat(), geldig_vanaf=first_day, **lengths)


def load_rulesets(folder: Traversable) -> tuple[Ruleset, ...]:
    """Read every set in a folder, in order of their first day.

    Raises:
        InvalidRuleset: a file is wrong, or there is none.
    """
    found = [
        read_ruleset(file.name, file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(_SUFFIX)
    ]
    if not found:
        raise InvalidRuleset(f"{folder.name}: no file <first day in force>{_SUFFIX}")
    return tuple(sorted(found, key=lambda rules: rules.geldig_vanaf))


def _first_day(name: str) -> date:
    day = name.removesuffix(_SUFFIX)
    try:
        first = date.fromisoformat(day)
    except ValueError:
        first = None
    if first is None or first.isoformat() != day:
        raise InvalidRuleset(f"{name}: the name is not a day, such as 2020-07-01{_SUFFIX}")
    return first


def _read_lengths(name: str, text: str) -> dict[str, int]:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        raise InvalidRuleset(f"{name}: not readable as YAML: {error}") from error
    if not isinstance(node, yaml.MappingNode) or not isinstance(content, dict):
        raise InvalidRuleset(f"{name}: holds no fields")
    # A reader of YAML takes the last of two equal fields and says nothing.
    written = [str(key.value) for key, _ in node.value]
    for field in written:
        if field not in _LENGTHS:
            raise InvalidRuleset(f"{name}: {field}: unknown field")
        if written.count(field) > 1:
            raise InvalidRuleset(f"{name}: {field}: given more than once")
    for field in sorted(_LENGTHS.difference(written)):
        raise InvalidRuleset(f"{name}: {field}: missing")
    return content


#: Every known set, in order of first day.
RULESETS = load_rulesets(files("engine.law").joinpath("rulesets"))


def ruleset_on(day: date, rulesets: tuple[Ruleset, ...] = RULESETS) -> Ruleset:
    """The set in force on a day (Europe/Amsterdam): that of the day an order was imposed.

    The earliest set also serves the days before it, for rulings of earlier years are replayed.

    Raises:
        ValueError: it is a moment, not a day.
    """
    day = require_day(day)
    in_force = [rules for rules in rulesets if rules.geldig_vanaf <= day]
    return in_force[-1] if in_force else rulesets[0]


def ruleset_by_id(id: str, rulesets: tuple[Ruleset, ...] = RULESETS) -> Ruleset:
    """The set with that id.

    Raises:
        KeyError: there is no such set.
    """
    return {rules.id: rules for rules in rulesets}[id]
