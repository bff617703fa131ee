"""What somebody types about how to be reached."""

from __future__ import annotations

import pytest

from engine.errors import InvalidForm
from engine.service.bereik import is_address, read_phone, read_preferences


@pytest.mark.parametrize(
    "text",
    [
        "naam@gemeente.nl",
        "b.meester+nacht@post.gemeente.nl",
        "o'neill@gemeente.nl",
    ],
)
def test_an_address_is_an_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "naam",
        "naam@localhost",
        "naam@gemeente.nl\nBcc: ander@elders.nl",
        "naam@gemeente.nl\r\n",
        "naam@gemeente.nl, ander@elders.nl",
        "Naam <naam@gemeente.nl>",
        '"a b"@gemeente.nl',
        "naam@gemeente.nl\u2028x",
        "nåam@gemeente.nl",
        "naam@-gemeente.nl",
        ".naam@gemeente.nl",
        f"{'a' * 65}@gemeente.nl",
        f"naam@{'a.' * 130}nl",
        "naam@gemeente.nl\x00",
    ],
)
def test_nothing_that_could_become_a_header_or_a_second_address_is_one(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("06 12345678", "+31612345678"),
        ("+31 6 1234 5678", "+31612345678"),
        ("0032-475123456", "+32475123456"),
        ("112", None),
        ("+0612345678", None),
        ("06 12345678\n", None),
        ("zes", None),
    ],
)
def test_a_number_is_kept_as_it_is_dialled_from_everywhere(text: str, number: str | None) -> None:
    assert read_phone(text) == number


def test_preferences_are_kept_as_chosen() -> None:
    wanted = read_preferences(
        {"adres": " naam@gemeente.nl ", "taal": "en", "keuze.taak_geopend": "dagelijks"}
    )

    assert (wanted.adres, wanted.telefoon, wanted.taal) == ("naam@gemeente.nl", None, "en")
    assert wanted.keuzes == {"taak_geopend": "dagelijks"}


def test_every_field_that_is_wrong_is_named() -> None:
    with pytest.raises(InvalidForm) as caught:
        read_preferences(
            {"adres": "x", "telefoon": "y", "taal": "fr", "keuze.te_laat": "dagelijks"}
        )

    assert set(caught.value.fields) == {"adres", "telefoon", "taal", "keuze.te_laat"}
