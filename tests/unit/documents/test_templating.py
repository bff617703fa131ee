"""A municipality's own templates: tried on every sample, told with file, line and field."""

from __future__ import annotations

from importlib import resources
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
        ("{{ b.model_fields }}", "het gegeven b.model_fields bestaat niet"),
        ("{{ b.woning.model_construct() }}", "b.woning.model_construct bestaat niet"),
        ("{% if false %}{{ b.copy() }}{% endif %}", "het gegeven b.copy bestaat niet"),
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


PICKLE = "cposix\\nsystem\\n(S'touch {}'\\ntR."


@pytest.mark.parametrize("asked", ["b.parse_raw", "b['parse_raw']", "(b|attr('parse_raw'))"])
@pytest.mark.parametrize("start", ["b", "b.woning", "g"])
def test_a_template_runs_no_command(tmp_path: Path, asked: str, start: str) -> None:
    made = tmp_path / "made"
    asked = asked.replace("b", start, 1)
    line = f'{asked}("{PICKLE.format(made)}", proto="pickle", allow_pickle=True)'
    hidden = f"{{% set x = {line} %}}"

    findings(tmp_path, OWN.replace("<p>Onze", f"{hidden}<p>Onze"))

    assert not made.exists()


@pytest.mark.parametrize(
    "line",
    [
        "{% set x = b.betrokkene['parse_file'](SECRET) %}",
        "{{ b|attr('parse_file')(SECRET) }}",
        "{{ [b]|map(attribute='parse_file')|first }}",
        "{{ '{0.parse_file}'.format(b) }}",
        "{{ b|attr('model_config') }}",
        "{{ b.gepleegd_op.tzinfo.utcoffset }}",
        "{{ dict.fromkeys }}",
    ],
)
def test_a_template_gets_what_facts_say_and_nothing_that_acts(tmp_path: Path, line: str) -> None:
    secret = tmp_path / "geheim.json"
    secret.write_text('"geheim"', encoding="utf-8")

    found = findings(
        tmp_path, OWN.replace("<p>Onze", line.replace("SECRET", f"'{secret}'") + "<p>Onze")
    )

    assert all("unsafe" in each for each in found)


def test_a_template_gets_what_our_own_classes_add_to_facts(tmp_path: Path) -> None:
    line = "{{ b.woning.regel }}, {{ g.plaats }}, {{ b.gepleegd_op.isoformat() }}<p>Onze"

    assert "Voorbeeldstraat 12" in html(
        Templates(folder(tmp_path, "melding_overtreding.html", OWN.replace("<p>Onze", line)))
    )


def test_every_template_of_ours_gets_what_it_asks_for_in_the_sandbox(tmp_path: Path) -> None:
    text = (resources.files("documents") / "templates" / "letter.html").read_text("utf-8")

    assert Templates(folder(tmp_path, "letter.html", text)).version("0599")
