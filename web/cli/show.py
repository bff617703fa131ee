"""How the command line writes things for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from documents.dutch import moment_text


def authority(host: str, port: int) -> str:
    """Host and port as they stand in an address."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def moment(value: datetime | None) -> str:
    """A moment in Dutch, Amsterdam time."""
    return moment_text(value) if value is not None else "-"


def table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns that line up."""
    widths = [max(len(row[column]) for row in (heading, *rows)) for column in range(len(heading))]
    lines = [heading, ["-" * width for width in widths], *rows]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def size(count: int) -> str:
    """Bytes as people say them, in thousands."""
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:  # noqa: PLR2004
            return f"{count} {unit}"
        count = round(count / 1000)
    return f"{count} GB"
