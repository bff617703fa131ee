"""How long is left, in words, and how pressing that is."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from web.aftellen import time_left, urgency, words_for_script

NOW = datetime(2026, 3, 21, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "words", "degree"),
    [
        ({"days": 1818, "hours": 8}, "nog 4 jaar en 11 maanden", "ruim"),
        ({"days": 2 * 365 - 1}, "nog 1 jaar en 11 maanden", "ruim"),
        ({"days": 365, "hours": 8}, "nog 1 jaar", "ruim"),
        ({"days": 364, "hours": 8}, "nog 364 dagen", "ruim"),
        ({"days": 99, "hours": 8}, "nog 99 dagen en 8 uur", "ruim"),
        ({"days": 9, "hours": 4, "minutes": 59}, "nog 9 dagen en 4 uur", "ruim"),
        ({"days": 1, "seconds": 1}, "nog 1 dag", "ruim"),
        ({"days": 1}, "nog 1 dag", "dag"),
        ({"hours": 6, "seconds": 1}, "nog 6 uur", "dag"),
        ({"hours": 6}, "nog 6 uur", "uren"),
        ({"hours": 2, "minutes": 1}, "nog 2 uur en 1 minuut", "uren"),
        ({"hours": 1}, "nog 1 uur", "nu"),
        ({"seconds": 59}, "nog minder dan 1 minuut", "nu"),
        ({"seconds": 0}, "minder dan 1 minuut geleden", "voorbij"),
        ({"minutes": -65}, "1 uur en 5 minuten geleden", "voorbij"),
    ],
)
def test_time_left(left: dict[str, int], words: str, degree: str) -> None:
    moment = NOW + timedelta(**left)

    assert time_left(moment, NOW) == words
    assert urgency(moment, NOW) == degree


def test_the_script_has_every_word_of_the_server() -> None:
    words = json.loads(words_for_script())

    assert words["stappen"] == {"dag": 86_400, "uren": 21_600, "nu": 3_600}
    for kind in ("taak", "einde"):
        assert set(words["stand"][kind]) == {"ruim", *words["stappen"], "voorbij"}
    assert words["dag"] == ["dag", "dagen"]
    assert words["maand"] == ["maand", "maanden"]
    assert words["jaar"] == ["jaar", "jaar"]
