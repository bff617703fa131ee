"""A case in which much was written, for tests of how it is kept."""

from __future__ import annotations

import pytest

from tests.builders import MELDING, een_zaak
from tests.conftest import HouseUnderTest

SECRET = {"straat": "Schuilplaats", "huisnummer": 77, "postcode": "9988ZZ", "plaats": "Verweg"}


@pytest.fixture
def lived(tested: HouseUnderTest) -> str:
    """The id of a case in which much was written."""
    maria, noor = MELDING["huisgenoten"]
    zaak = een_zaak(tested, huisgenoten=[{**maria, "verblijft_elders": SECRET}, noor])
    zaak.van_kracht()
    tested.house.geheim.look(tested.actor("ambtenaar"), zaak.id, "Zij wordt morgen opgehaald.")
    return zaak.id
