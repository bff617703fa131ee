from __future__ import annotations

import re
from dataclasses import FrozenInstanceError
from importlib.resources import files

import pytest

from engine.law.bijlage import BIJLAGE, InvalidBijlage, read_bijlage

TEXT = files("engine.law").joinpath("bijlage.yaml").read_text(encoding="utf-8")


def test_drie_onderdelen_twintig_signalen_negenenzeventig_items() -> None:
    assert len(BIJLAGE.onderdelen) == 3
    assert len(BIJLAGE.signalen) == 20
    assert len(BIJLAGE.items) == len(set(BIJLAGE.codes)) == 79
    assert BIJLAGE.versie == "2009-01-01"


def test_de_onderdelen_van_artikel_2_lid_2() -> None:
    assert [(part.code, part.id, part.naam, len(part.signalen)) for part in BIJLAGE.onderdelen] == [
        ("1", "persoon", "Betrokken persoon", 3),
        ("2", "incident", "Verloop van het incident", 11),
        ("3", "leefomstandigheden", "Leefomstandigheden", 6),
    ]


def test_aantal_items_per_signaal() -> None:
    assert {signaal.code: len(signaal.items) for signaal in BIJLAGE.signalen} == {
        "1.a": 4,
        "1.b": 5,
        "1.c": 6,
        "2.a": 4,
        "2.b": 4,
        "2.c": 4,
        "2.d": 3,
        "2.e": 4,
        "2.f": 2,
        "2.g": 4,
        "2.h": 4,
        "2.i": 5,
        "2.j": 1,
        "2.k": 3,
        "3.a": 4,
        "3.b": 3,
        "3.c": 7,
        "3.d": 3,
        "3.e": 3,
        "3.f": 6,
    }


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("1.a.1", "registraties (HKS) en mutaties geweld"),
        ("2.a.4", "dreigen met doden"),
        ("2.c.4", "verwurging"),
        ("2.j.1", "slachtoffer vreest toekomstig geweld"),
        ("3.b.3", "vermoeden van een gokprobleem"),
        ("3.f.6", "sociaal isolement door excessief middelengebruik of verslaving"),
    ],
)
def test_een_item_heeft_de_tekst_van_het_besluit(code: str, text: str) -> None:
    assert (BIJLAGE.item(code).code, BIJLAGE.item(code).tekst) == (code, text)


def test_a_signal_is_found_by_its_code() -> None:
    assert BIJLAGE.signaal("2.c").naam == "Lichamelijk geweld"
    assert BIJLAGE.item("2.c.4") in BIJLAGE.signaal("2.c").items


@pytest.mark.parametrize("code", ["", "2", "2.c", "2.c.5", "2.l.1", "4.a.1", "2.C.4", " 2.c.4"])
def test_buiten_de_bijlage_is_niets(code: str) -> None:
    with pytest.raises(KeyError):
        BIJLAGE.item(code)


@pytest.mark.parametrize("code", ["", "2", "2.l", "2.c.4", "4.a"])
def test_an_unknown_signal_is_refused(code: str) -> None:
    with pytest.raises(KeyError):
        BIJLAGE.signaal(code)


def test_codes_stand_in_the_order_of_the_regulation() -> None:
    assert BIJLAGE.codes == tuple(item.code for item in BIJLAGE.items)
    assert BIJLAGE.codes == tuple(
        item.code
        for part in BIJLAGE.onderdelen
        for signaal in part.signalen
        for item in signaal.items
    )
    assert list(BIJLAGE.codes) == sorted(BIJLAGE.codes)  # nowhere more than nine items or z signals


def test_every_code_begins_with_that_of_what_it_belongs_to() -> None:
    for part in BIJLAGE.onderdelen:
        for signaal in part.signalen:
            assert re.fullmatch(rf"{part.code}\.[a-z]", signaal.code)
            assert all(re.fullmatch(rf"{signaal.code}\.\d", item.code) for item in signaal.items)


def test_no_two_items_say_the_same() -> None:
    texts = [item.tekst for item in BIJLAGE.items]

    assert len(set(texts)) == len(texts)
    assert all(text == text.strip() for text in texts)


def test_wat_kindermishandeling_is_of_een_vermoeden_daarvan() -> None:
    assert {code: BIJLAGE.item(code).tekst for code in BIJLAGE.kindermishandeling} == {
        "2.d.3": "(vermoeden van) kindermisbruik",
        "2.i.3": "geweld gepleegd tegen kinderen",
        "2.i.4": "kinderen gewond",
    }


def test_the_annex_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        BIJLAGE.item("2.c.4").tekst = "iets anders"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        BIJLAGE.signaal("2.c").naam = "iets anders"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        BIJLAGE.onderdelen[0].naam = "iets anders"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        BIJLAGE.versie = "2030"  # type: ignore[misc]


def test_the_file_is_what_was_read() -> None:
    assert read_bijlage(TEXT) == BIJLAGE
    assert sorted(re.findall(r'"(\d\.[a-z]\.\d)"', TEXT)) == sorted(BIJLAGE.codes)


@pytest.mark.parametrize(
    ("old", "new", "trouble"),
    [
        ('versie: "2009-01-01"', "versie: 2009-01-01", "versie: .* is not a text"),
        ('versie: "2009-01-01"', "", "must hold exactly kindermishandeling, onderdelen"),
        ('versie: "2009-01-01"', "versie: [", "not readable as YAML"),
        ("[2.d.3, 2.i.3, 2.i.4]", "[]", "kindermishandeling: must be a list"),
        ("[2.d.3, 2.i.3, 2.i.4]", "[2.d.4]", "kindermishandeling: 2.d.4 is no item"),
        ("id: incident", "id:", r"onderdelen\[1\]\.id: None is not a text"),
        ("naam: Leefomstandigheden", 'naam: " "', r"onderdelen\[2\]\.naam: ' ' is not a text"),
        ('- code: "2"', '- code: "4"', r"onderdelen\[1\]\.code: '4' where 2 belongs"),
        (
            '- code: "2.c"',
            '- code: "2.d"',
            r"onderdelen\[1\]\.signalen\[2\]\.code: '2.d' where 2.c",
        ),
        (
            "id: persoon",
            "id: persoon\n    extra: 1",
            r"onderdelen\[0\]: must hold exactly code, id",
        ),
        ('"2.c.4": "verwurging"', "", "signals and items are"),
        ('"2.c.4": "verwurging"', '"2.c.5": "verwurging"', "'2.c.5' where 2.c.4 belongs"),
        ('"2.c.3": "verwonden', '"2.c.4": "verwonden', "'2.c.4' where 2.c.3 belongs"),
        ('"2.c.4": "verwurging"', '"2.c.4": 4', r"signalen\[2\]\.items\.2\.c\.4: 4 is not a text"),
        ('"2.c.4": "verwurging"', '"2.c.4": "verwurging"\n          "2.c.5": "x"', "are .* not"),
        ("2.j.1", "2.j.2", r"'2\.j\.2' where 2\.j\.1 belongs"),
        ('"2.j.1": "slachtoffer vreest toekomstig geweld"', "", r"signalen\[9\]\.items: holds no"),
        ('"2.j.1": "slachtoffer vreest toekomstig geweld"', "{}", r"\[9\]\.items: holds no items"),
        ('"2.j.1": "slachtoffer vreest toekomstig geweld"', "- 2.j.1", r"\.items: holds no items"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(old: str, new: str, trouble: str) -> None:
    assert TEXT.count(old) == 1

    with pytest.raises(InvalidBijlage, match=f"^bijlage.yaml: .*{trouble}"):
        read_bijlage(TEXT.replace(old, new))


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", "must hold exactly"),
        ("- a\n", "must hold exactly"),
        (
            'versie: "1"\nkindermishandeling: [2.d.3]\nonderdelen: {persoon: 1}\n',
            "onderdelen: must be a list",
        ),
        (
            'versie: "1"\nkindermishandeling: [2.d.3]\nonderdelen: []\n',
            "onderdelen: must be a list",
        ),
        (
            'versie: "1"\nkindermishandeling: [2.d.3]\nonderdelen: [persoon]\n',
            r"onderdelen\[0\]: must hold exactly",
        ),
    ],
)
def test_a_file_of_another_shape_is_refused(text: str, trouble: str) -> None:
    with pytest.raises(InvalidBijlage, match=trouble):
        read_bijlage(text)
