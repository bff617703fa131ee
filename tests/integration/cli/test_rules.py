"""The table of rules: complete as it is shipped, and it says so when it is not."""

from __future__ import annotations

import pytest

from web.cli import rules
from web.cli.rules import Rule, findings, page, read

LAW = rules.LAW.read_text(encoding="utf-8")
SHIPPED = read(rules.SOURCE.read_text(encoding="utf-8"))


def without(artikel: str) -> list[Rule]:
    return [rule for rule in SHIPPED if rule.artikel != artikel]


def with_change(artikel: str, **changes: object) -> list[Rule]:
    return [
        rule.model_copy(update=changes) if rule.artikel == artikel else rule for rule in SHIPPED
    ]


def test_the_shipped_table_is_complete() -> None:
    assert list(findings(SHIPPED, LAW)) == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (without("Wth 2.2"), "Wth 2.2 van law.md staat in geen enkele rij"),
        (without("Wth 2.2"), "bewaker wth-2-2 staat in geen enkele rij"),
        (without("Wth 10.1"), "termijn bewaartermijn staat in geen enkele rij"),
        (with_change("Wth 2.2", waar=("guard:wth-9-9",)), "guard:wth-9-9 bestaat niet"),
        (with_change("Wth 2.2", waar=("term:eeuwigheid",)), "term:eeuwigheid bestaat niet"),
        (with_change("Wth 2.2", waar=("document:brief",)), "document:brief bestaat niet"),
        (with_change("Wth 2.2", waar=("message:groet",)), "message:groet bestaat niet"),
        (
            with_change("Wth 2.2", waar=("model:huisverbod.bpmn#niets",)),
            "model:huisverbod.bpmn#niets bestaat niet",
        ),
        (
            with_change("Wth 2.2", waar=("function:engine.law.terms:nooit",)),
            "function:engine.law.terms:nooit bestaat niet",
        ),
        (with_change("Wth 2.2", waar=("geloof:hoop",)), "kies een soort uit"),
        (
            with_change("Wth 2.2", test=("tests/scenarios/00-niets.yaml",)),
            "test tests/scenarios/00-niets.yaml bestaat niet",
        ),
        (with_change("Wth 2.2", test=()), "welke test hem bewijst"),
    ],
)
def test_what_is_missing_or_gone_shows(rows: list[Rule], said: str) -> None:
    assert any(said in finding for finding in findings(rows, LAW))


def test_the_page_tells_first_what_is_missing() -> None:
    lines = list(page(SHIPPED))

    missing = [rule for rule in SHIPPED if rule.ontbreekt]
    assert f"of {len(missing)} something is missing" in lines[2]
    assert sum(line.startswith("| ") for line in lines) == len(SHIPPED) + (
        lines[-len(SHIPPED) - 1].count("| rule |")
    )
