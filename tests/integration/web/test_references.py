"""Whatever a form points at is there: hints and errors of a field, labels, the error summary."""

from __future__ import annotations

import re
import uuid
from typing import Any

from tests.builders import een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.web.test_concepten import path_of
from tests.integration.web.test_pages import Visitor


def dangling(text: str) -> list[tuple[str, str]]:
    """What points at an id that the page does not have."""
    text = re.sub(r"<template>.*?</template>", "", text, flags=re.DOTALL)
    ids = set(re.findall(r'\bid="([^"]+)"', text))
    pointers = [
        (name, target)
        for name in ("aria-describedby", "aria-labelledby", "for")
        for value in re.findall(rf'\b{name}="([^"]+)"', text)
        for target in value.split()
    ]
    pointers += [("href", target) for target in re.findall(r'<a href="#([^"]+)"', text)]
    assert pointers
    return [each for each in pointers if each[1] not in ids]


def check(visitor: Visitor, path: str, **wrong: Any) -> None:
    """The empty form, and the one that comes back with mistakes."""
    assert visitor.get(path) == 200
    assert dangling(visitor.text) == []
    assert visitor.post(path, **wrong) == 422
    assert 'aria-labelledby="fouten"' in visitor.text
    assert dangling(visitor.text) == []


def test_every_pointer_of_a_form_leads_somewhere(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    officer = Visitor(quick, "hulpofficier")

    check(officer, f"/melden/{uuid.uuid4()}")
    check(
        officer,
        path_of(quick, zaak, "risicotaxatie"),
        taak="risicotaxatie",
        signalen=["2.a.2", "1.a.1"],
    )
    check(officer, path_of(quick, zaak, "zienswijze"), taak="zienswijze", gehoord="ja")
    zaak.getaxeerd().gehoord()
    telephone = {"uitkomst": "opleggen", "telefonisch.burgemeester": "B. Meester"}
    check(officer, path_of(quick, zaak, "besluit"), taak="besluit", **telephone)
    zaak.besloten().getekend().op("2026-03-21T02:35").uitgereikt()
    check(
        Visitor(quick, "ambtenaar"),
        f"/zaken/{zaak.id}/berichten/aanvulling",
        **{"wijzigingen.0.soort": "persoon_toegevoegd", "wijzigingen.0.huisgenoot.voornamen": "X"},
    )
