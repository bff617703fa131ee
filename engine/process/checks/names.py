"""What the program offers the models: everything a model may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Names:
    """Everything a model may name.

    Attributes:
        formulieren: form id → the names its answer gives to the process.
        berichten: message id → the names it gives to the process.
        operators: operator → parameter → the literal values it may have, or None when any
            literal or routed name will do.
        termijnen: terms that a timer, an expression or a follow-up time may name.
        rollen: role ids.
        functies: functions that expressions may call; `termijn` takes the name of a term.
        start: names that are known from the start of a case.
        tabellen: decision tables that the program asks by itself → the names it gives them.
    """

    formulieren: Mapping[str, frozenset[str]]
    berichten: Mapping[str, frozenset[str]]
    operators: Mapping[str, Mapping[str, frozenset[str] | None]]
    termijnen: frozenset[str]
    rollen: frozenset[str]
    functies: frozenset[str]
    start: frozenset[str]
    tabellen: Mapping[str, frozenset[str]] = field(default_factory=dict)
