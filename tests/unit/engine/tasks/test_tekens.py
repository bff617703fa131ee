"""A character that no letter shows is told to whoever types it."""

from __future__ import annotations

import pytest

from documents import text
from documents.pdf import fonts
from engine.tasks import tekens
from engine.tasks.tekens import unprintable


@pytest.mark.parametrize(
    "printable",
    ["Zoë Ñandú-Łukasz ’t Hooft", "Ćwikła, Đorđe, Şükrü", "Андрій", "محمد", "ሰላም", "a\n\nb\tc", ""],
)
def test_names_of_people_here_can_be_printed(printable: str) -> None:
    assert unprintable(printable) is None


@pytest.mark.parametrize(("typed", "named"), [("Hij 😡 riep", "😡"), ("漢字 en 😡", "字 漢 😡")])
def test_what_no_font_draws_is_named(typed: str, named: str) -> None:
    reason = unprintable(typed)

    assert reason is not None
    assert named in str(reason)


def test_more_lines_or_characters_than_a_letter_takes_are_refused() -> None:
    assert unprintable("\n" * text.MAX_LINES) is None
    assert "400" in str(unprintable("\n" * (text.MAX_LINES + 1)))
    assert "400" in str(unprintable("\r" * (text.MAX_LINES + 1)))
    assert "12000" in str(unprintable("\u0958" * (text.MAX_LENGTH // 2 + 1)))


def test_forms_and_letters_agree_about_every_character() -> None:
    coverage = fonts.coverage()
    every = (chr(code) for code in [*range(0xD800), *range(0xE000, 0x110000)])

    refused = {each for each in every if text.undrawable(text.clean(each), coverage)}

    assert tekens._printable().isdisjoint(refused)  # noqa: SLF001 - it is the file under test
    assert len(tekens._printable()) + len(refused) == 0x110000 - 0x800  # noqa: SLF001 - the same
    assert (tekens.MAX_LINES, tekens.MAX_LENGTH) == (text.MAX_LINES, text.MAX_LENGTH)
