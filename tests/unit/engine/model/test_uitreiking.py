"""How a decision reaches the person: on paper, and in no other way."""

from __future__ import annotations

import ast
from datetime import datetime
from pathlib import Path
from typing import get_type_hints

from engine.model.uitreiking import Wijze
from engine.ports import Message
from engine.tasks.labels import label

#: Modules with which a program sends mail or messages.
MAILERS = {"smtplib", "aiosmtplib", "mailbox", "imaplib"}
#: What a message is made of.
TEXTS = ("id", "to", "subject", "text", "link", "language")


def test_geen_enkele_wijze_van_uitreiken_is_elektronisch() -> None:
    assert {label(wijze) for wijze in Wijze} == {
        "In persoon",
        "Nedergelegd bij de gemeentesecretarie",
        "Toegezonden per post",
    }


def test_een_besluit_kan_niet_elektronisch_worden_verzonden() -> None:
    """Awb 2:8 asks consent first; until that is asked, nothing here can send a decision."""
    mailing = {
        path.as_posix()
        for room in ("engine", "documents", "web")
        for path in Path(room).rglob("*.py")
        if _imported(path) & MAILERS
    }

    # one module sends, and all it can send is a line of text with a link to sign in
    assert mailing == {"engine/delivery/smtp.py"}
    assert get_type_hints(Message) == dict.fromkeys(TEXTS, str) | {"at": datetime}
    assert not _imported(Path("engine/delivery/smtp.py")) & {"documents"}


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found
