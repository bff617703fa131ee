"""What our own scripts may never do, read from the source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SCRIPTS = sorted(Path("web/static/js").glob("*.js"))
#: Where data would stay on a shared tablet (ASVS 14.3.3), and what makes code of text.
NEVER = re.compile(
    r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\."
    r"|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc"
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda each: each.name)
def test_a_script_keeps_nothing_and_makes_no_code_of_text(script: Path) -> None:
    assert NEVER.findall(script.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda each: each.name)
def test_a_script_is_asked_for_by_a_template(script: Path) -> None:
    asked = f"js/{script.name}"
    assert any(
        asked in template.read_text(encoding="utf-8")
        for template in Path("web/templates").rglob("*.html")
    )
