"""How a decision reaches the person: on paper, and in no other way."""

from __future__ import annotations

import ast
from pathlib import Path

from engine.model.uitreiking import Wijze
from engine.tasks.labels import label

#: Modules with which a program sends mail or messages.
MAILERS = {"smtplib", "aiosmtplib", "mailbox", "imaplib"}


def test_geen_enkele_wijze_van_uitreiken_is_elektronisch() -> None:
    assert {label(wijze) for wijze in Wijze} == {
        "In persoon",
        "Nedergelegd bij de gemeentesecretarie",
        "Toegezonden per post",
    }


def test_het_product_kan_niets_elektronisch_verzenden() -> None:
    """Awb 2:8 asks consent first; until that is asked, nothing here can send a decision."""
    imported = set()
    for room in ("engine", "documents", "web"):
        for path in Path(room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    imported |= {name.name.partition(".")[0] for name in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    imported.add(node.module.partition(".")[0])

    assert "flask" in imported
    assert imported & MAILERS == set()
