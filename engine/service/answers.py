"""Answers as the record keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def without_secrets(data: Mapping[str, Any]) -> Any:
    """A report without where housemates stay in secret: that is kept in one place only."""
    report = plain(data)
    for huisgenoot in report.get("huisgenoten") or ():
        if isinstance(huisgenoot, dict):
            huisgenoot.pop("verblijft_elders", None)
    return report


def plain(value: Any) -> Any:
    """An answer as JSON can keep it."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
