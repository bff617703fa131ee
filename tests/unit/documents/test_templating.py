"""A municipality's own templates: tried on every sample, told with file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import samples
from documents.catalogue import CATALOGUE
from documents.desk import Desk
from documents.errors import BrokenTemplate
from documents.templating import Templates

OWN = """{% extends "letter.html" %}
{% block inhoud %}
<p>Onze eigen brief over {{ b.betrokkene.naam }}, {{ b.gepleegd_op|moment }}.</p>
{% endblock %}
"""
BREACH = next(each for each in samples.read() if each.document == "melding_overtreding")


def folder(tmp_path: Path, name: str, text: str) -> Path:
    file = tmp_path / "0599" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return tmp_path


def html(templates: Templates, code: str = "0599") -> str:
    entry = CATALOGUE["melding_overtreding"]
    brief = entry.facts.model_validate(
        {**BREACH.facts, "gemeente": {**BREACH.facts["gemeente"], "code": code}}
    )
    return templates.html(entry, brief, {})


def findings(tmp_path: Path, text: str, name: str = "melding_overtreding.html") -> tuple[str, ...]:
    with pytest.raises(BrokenTemplate) as caught:
        Templates(folder(tmp_path, name, text))
    return caught.value.findings


def test_an_own_template_is_used_by_its_municipality_alone(tmp_path: Path) -> None:
    templates = Templates(folder(tmp_path, "melding_overtreding.html", OWN))

    assert "Onze eigen brief over Jan Pieter de Vries" in html(templates)
    assert "Onze eigen brief" not in html(templates, "0363")
    assert templates.version("0599").startswith(", sjablonen ")
    assert templates.version("0363") == ""


def test_an_own_part_is_used_in_every_letter(tmp_path: Path) -> None:
    text = "{% macro blok() %}AAN: {{ b.aan }}{% endmacro %}"

    assert "AAN: politie" in html(Templates(folder(tmp_path, "parts/geadresseerde.html", text)))


def test_what_was_tried_is_what_is_used(tmp_path: Path) -> None:
    templates = Templates(folder(tmp_path, "melding_overtreding.html", OWN))
    (tmp_path / "0599" / "melding_overtreding.html").write_text("{{ 1 / 0 }}", encoding="utf-8")

    assert "Onze eigen brief" in html(templates)


def test_the_paper_says_with_which_templates_it_was_made(tmp_path: Path) -> None:
    own = Desk(folder(tmp_path, "melding_overtreding.html", OWN))

    paper = own.render(BREACH.document, BREACH.facts)

    assert paper.renderer.startswith(own.renderer + ", sjablonen ")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{{ b.betrokkene.achternaam }}", "het gegeven b.betrokkene.achternaam bestaat niet"),
        ("{% if false %}{{ g.logo }}{% endif %}", "het gegeven g.logo bestaat niet"),
        ("{{ b.woning|verzonnen }}", "No filter named 'verzonnen'"),
        ("{% if %}", "Expected an expression"),
        ("{{ verzonnen }}", "'verzonnen' is undefined"),
        ("{{ b.__class__.__mro__ }}", "bestaat niet"),
        ("{{ b.gepleegd_op.__class__.__mro__ }}", "unsafe"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    text = OWN.replace("<p>Onze", f"\n{line}\n<p>Onze")

    found = findings(tmp_path, text)

    assert any("melding_overtreding.html, regel 4: " in each and told in each for each in found)


def test_a_template_that_replaces_nothing_is_told(tmp_path: Path) -> None:
    assert "liefdesbrief.html om te vervangen" in findings(tmp_path, "x", "liefdesbrief.html")[0]
