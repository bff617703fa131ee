"""Rows that come and go, and what a repeating question makes of its holes."""

from __future__ import annotations

from engine.errors import InvalidForm, Reden
from engine.tasks.registry import MESSAGES, TASKS
from web.forms.fields import describe, fields_of
from web.forms.mistakes import mistakes_in
from web.forms.read import read, rows
from web.forms.rows import newest, rearranged


def test_a_row_comes_after_the_last_one() -> None:
    posted = {"kind.2.naam": ["Noor"], "erbij": ["kind"]}

    changed = rearranged(posted)

    assert changed is not None
    assert rows(changed, "kind") == [2, 3]
    assert "erbij" not in changed
    assert newest(posted) == "kind.3."


def test_the_first_row_was_on_the_page_though_nothing_of_it_was_posted() -> None:
    changed = rearranged({"erbij": ["kind"]})

    assert changed is not None
    assert rows(changed, "kind") == [0, 1]


def test_a_row_goes_and_the_last_leaves_an_empty_one() -> None:
    posted = {"kind.0.naam": ["Noor"], "kind.1.naam": ["Sam"], "weg": ["kind.0"]}

    changed = rearranged(posted)

    assert changed == {"kind.1.naam": ["Sam"]}
    assert rearranged({**changed, "weg": ["kind.1"]}) == {"kind.0.": [""]}


def test_without_a_button_nothing_changes() -> None:
    assert rearranged({"kind.0.naam": ["Noor"]}) is None
    assert newest({"kind.0.naam": ["Noor"]}) == ""


def test_empty_rows_are_no_people() -> None:
    posted = {
        "huisgenoten.0.voornamen": [""],
        "huisgenoten.0.verblijf": ["woont"],
        "huisgenoten.0.contactverbod": ["ja"],
        "huisgenoten.4.voornamen": ["Noor"],
    }

    found = read(MESSAGES["melding"], posted)["huisgenoten"]

    assert [each["voornamen"] for each in found] == ["Noor"]


def test_mistakes_stand_in_the_order_of_the_page() -> None:
    fields = fields_of(MESSAGES["melding"])
    wrong = InvalidForm(
        {
            "huisgenoten": [Reden("Te weinig.")],
            "betrokkene.bsn": [Reden("Onjuist.")],
            "gemeente": [Reden("Vul dit in.")],
        }
    )

    found = mistakes_in(wrong, fields, {})

    assert [each.name for each in found] == ["gemeente", "betrokkene.bsn", "huisgenoten"]
    assert [each.title for each in found] == ["Gemeente", "Burgerservicenummer", "Huisgenoten"]


def test_a_mistake_without_a_field_is_told_all_the_same() -> None:
    fields = fields_of(TASKS["risicotaxatie"])
    wrong = InvalidForm({"formulier": [Reden("Te diep.")], "oordelen.9.z": [Reden("Onbekend.")]})

    found = mistakes_in(wrong, fields, {"signalen": []})

    assert [(each.title, each.anchor) for each in found] == [
        ("Oordeel per signaal 9.z", "oordelen.9.z"),
        ("", "formulier"),
    ]


def test_no_legal_decision_is_chosen_beforehand() -> None:
    chosen = {
        (answer.id, field.name)
        for answer in (*TASKS.values(), *MESSAGES.values())
        for form in answer.alternatives
        for field in describe(form)
        if field.kind in ("ja_nee", "keuze") and field.default
    }

    assert chosen == {
        ("melding", "bron"),
        ("zienswijze", "tolk"),
        ("zienswijze_verlenging", "tolk"),
        ("uitreiking", "tolk"),
        ("uitspraak", "ook_beroep"),
        ("uitspraak", "tegen"),
        ("verzoek_voorlopige_voorziening", "indiener"),
        ("verzoek_voorlopige_voorziening", "tegen"),
        ("beroep", "indiener"),
        ("beroep", "tegen"),
    }
