"""Adding and taking away a row of a repeating question, by buttons that post the page."""

from __future__ import annotations

from web.forms.read import Posted, rows


def rearranged(posted: Posted) -> dict[str, list[str]] | None:
    """What was posted with a row more or less; None when no such button was pressed."""
    if name := _pressed(posted, "erbij"):
        there = rows(posted, name) or [0]
        fresh = {f"{name}.{number}.": [""] for number in (*there, max(there) + 1)}
        return {**fresh, **_rest(posted)}
    if row := _pressed(posted, "weg"):
        name, _, _ = row.rpartition(".")
        left = {
            key: values for key, values in _rest(posted).items() if not key.startswith(f"{row}.")
        }
        return left if rows(left, name) else {**left, f"{name}.0.": [""]}
    return None


def newest(posted: Posted) -> str:
    """The row that was just added, as `huisgenoten.2.`; "" when none was."""
    name = _pressed(posted, "erbij")
    return f"{name}.{max(rows(posted, name) or [0]) + 1}." if name else ""


def _pressed(posted: Posted, button: str) -> str:
    return (posted.get(button) or [""])[-1]


def _rest(posted: Posted) -> dict[str, list[str]]:
    return {key: list(values) for key, values in posted.items() if key not in ("erbij", "weg")}
