"""Samples of every document, read as the judge and as the recipient would."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal, get_args, get_origin

import pytest
from lxml import html as reader

from documents import dutch, samples
from documents.catalogue import CATALOGUE
from documents.desk import Desk
from documents.facts.common import Beschikking, Facts
from documents.samples import Sample
from documents.templating import Templates

SAMPLES = list(samples.read())
TEMPLATES = Templates()
DECISIONS = {id for id, entry in CATALOGUE.items() if issubclass(entry.facts, Beschikking)}
by_name = pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.name)
decisions = pytest.mark.parametrize(
    "sample", [each for each in SAMPLES if each.document in DECISIONS], ids=lambda each: each.name
)


def page(sample: Sample) -> reader.HtmlElement:
    entry = CATALOGUE[sample.document]
    brief = entry.facts.model_validate(sample.facts)
    return reader.document_fromstring(TEMPLATES.html(entry, brief, samples.images()))


def text(sample: Sample) -> str:
    letter = page(sample)
    for each in letter.iter("br", "td", "th", "p", "li", "h1", "h2"):
        each.tail = f" {each.tail or ''}"
    return " ".join("".join(letter.xpath("//body//text()")).split())


def named(name: str) -> Sample:
    return next(each for each in SAMPLES if each.name == name)


def test_every_document_has_a_sample_and_four_are_signed() -> None:
    assert {each.document for each in SAMPLES} == set(CATALOGUE)
    assert {
        "beschikking_huisverbod",
        "beschikking_verlenging",
        "beschikking_intrekking",
        "aanvullend_besluit",
    } == DECISIONS


@by_name
def test_a_sample_becomes_a_paper(sample: Sample) -> None:
    assert Desk().render(sample.document, sample.facts, samples.images()).pages > 0


@by_name
def test_a_letter_has_no_empty_heading_and_counts_no_end_twice(sample: Sample) -> None:
    letter = page(sample)

    for heading in letter.iter("h2", "h3"):
        following = heading.getnext()
        assert following is not None, heading.text
        assert following.tag not in ("h1", "h2", "h3"), heading.text
    periods = [each.text_content() for each in letter.find_class("periode")]
    assert len(periods) == len(set(periods))
    assert all("tot en met" not in each for each in periods)
    paragraphs = Counter(each.text_content() for each in letter.iter("p"))
    assert [each for each, count in paragraphs.items() if count > 1] == []


@decisions
def test_the_parts_of_a_decision_are_numbered_without_gaps(sample: Sample) -> None:
    headings = [each.text_content() for each in page(sample).iter("h2")]
    numbers = [int(found[1]) for each in headings if (found := re.match(r"(\d+)\. ", each))]

    assert numbers == list(range(1, len(numbers) + 1))


@decisions
def test_a_decision_has_a_place_to_sign_and_a_code_to_check(sample: Sample) -> None:
    letter, control = page(sample), sample.facts["controle"]

    (place,) = letter.find_class("sig")
    assert place.get("href", "").startswith("sig:handtekening?Digitale%20handtekening%20van%20")
    assert place.text == "Plaats van de digitale handtekening"
    assert control["code"] in text(sample)
    assert control["adres"] in text(sample)
    (drawn,) = letter.find_class("qr")
    assert control["code"] in drawn.text_content()


def test_the_place_for_a_time_stamp_is_there_only_when_asked_for() -> None:
    asked = named("beschikking_huisverbod")
    sample = Sample(
        document=asked.document, variant="", facts={**asked.facts, "tijdstempelveld": True}
    )

    fields = [each.get("href", "").partition("?")[0] for each in page(sample).find_class("sig")]

    assert fields == ["sig:handtekening", "sig:tijdstempel"]


def test_without_a_control_page_there_is_no_part_for_it() -> None:
    asked = named("beschikking_verlenging")
    sample = Sample(document=asked.document, variant="", facts={**asked.facts, "controle": None})

    assert "Controle" not in text(sample)


@pytest.mark.parametrize(
    "element",
    [
        "Voorbeeldstraat 12, 1234 AB Voorbeeldstad",
        "Maria Jansen: woont in de woning",
        "Noor de Vries, geboren op 3 november 2009",
        "2.a.2 Bedreiging: dreigen met fysiek geweld verklaring van Maria Jansen",
        "de betrokkene betwist dit",
        "artikel 4:8 van de Algemene wet bestuursrecht",
        "artikel 11 van de Wet tijdelijk huisverbod",
        "tot ten hoogste vier weken na de oplegging",
        "binnen 24 uur na de oplegging",
        "Raad voor Rechtsbijstand",
        "rechtbank Voorbeeldland, sector bestuursrecht, Postbus 1, 1200 AA Voorbeeldstad",
        "binnen zes weken",
        "Bezwaar maken bij de burgemeester is niet mogelijk",
        "artikel 2:8 van de Algemene wet bestuursrecht",
        "aan uw huisgenoten en aan Veilig Thuis",
        "Voorbeeldstad, besloten op zaterdag 21 maart 2026, 01.40 uur",
    ],
)
def test_an_order_holds_what_the_law_asks(element: str) -> None:
    assert element in text(named("beschikking_huisverbod"))


def test_an_order_tells_its_moments_after_its_service_and_not_before() -> None:
    before, after = (
        text(named(name))
        for name in ("beschikking_huisverbod", "beschikking_huisverbod.uitgereikt")
    )
    end = "tot dinsdag 31 maart 2026, 02.30 uur"

    assert "tot hetzelfde tijdstip tien kalenderdagen later" in before
    assert end not in before
    assert end in after
    assert "De laatste dag om beroep in te stellen is maandag 4 mei 2026" in after


#: Words that a template turns into sentences, hashes, and what is anybody's to know of the
#: municipality itself.
CODES = {"aan", "veld", "soort", "sha256", "gemeente"}


def says(facts: Facts) -> Iterator[str]:
    """What data say of people, piece by piece, as a letter would print it."""
    for name, field in type(facts).model_fields.items():
        value = getattr(facts, name)
        words = {get_origin(each) for each in (field.annotation, *get_args(field.annotation))}
        if name not in CODES and Literal not in words:
            yield from pieces(value)


def pieces(value: object) -> Iterator[str]:
    if isinstance(value, Facts):
        yield from says(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from pieces(each)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, int) and not isinstance(value, bool) and value > 12:
        yield str(value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        yield dutch.day_text(value)


def not_printed(sample: Sample, facts: Facts) -> list[str]:
    printed = re.sub(r"\s", "", text(sample))
    return [each for each in says(facts) if re.sub(r"\s", "", each) not in printed]


@decisions
def test_the_data_of_a_decision_say_nothing_of_people_that_it_does_not_print(
    sample: Sample,
) -> None:
    facts = CATALOGUE[sample.document].facts.model_validate(sample.facts)
    # these two are printed in words: the reason to withdraw, and 28 days as four weeks
    in_words = {str(sample.facts.get("ten_hoogste_dagen"))}
    if sample.document == "beschikking_intrekking":
        in_words.add(sample.facts["aanleiding"])

    assert set(not_printed(sample, facts)) <= in_words
    assert all(each in text(sample) for each in facts.gemeente.locoburgemeesters)


OLD = {"geslacht": "vrouw", "taal": "nl", "relatie": "ouder"}
NOT_BANNED = {
    **OLD,
    "naam": "Ada Jansen",
    "geboortedatum": "1958-01-30",
    "verblijf": "anders_dan_incidenteel",
    "minderjarig": False,
    "contactverbod": False,
}


def test_data_that_once_said_more_make_the_same_letter() -> None:
    asked = named("beschikking_verlenging")
    persons = [{**OLD, **each} for each in asked.facts["huisgenoten"]]
    old = Sample(
        document=asked.document,
        variant="",
        facts={
            **asked.facts,
            "betrokkene": {**asked.facts["betrokkene"], "geslacht": "man", "taal": "nl"},
            "huisgenoten": [*persons, NOT_BANNED],
        },
    )

    assert text(old) == text(asked)
    assert not_printed(old, CATALOGUE[old.document].facts.model_validate(old.facts)) == [
        "Ada Jansen",
        "30 januari 1958",
    ]


def test_somebody_without_a_contact_ban_is_not_among_its_names() -> None:
    asked = named("beschikking_huisverbod")
    old = {**asked.facts, "huisgenoten": [*asked.facts["huisgenoten"], NOT_BANNED]}
    letter = page(Sample(document=asked.document, variant="", facts=old))
    listed = letter.xpath("//h2[contains(., 'geen contact')]/following-sibling::ul[1]//li")

    assert [each.text_content().partition(":")[0] for each in listed] == [
        "Maria Jansen",
        "Noor de Vries, geboren op 3 november 2009",
        "Sem de Vries, geboren op 20 februari 2017",
    ]


def test_an_order_says_on_whose_behalf_it_was_signed() -> None:
    assert "namens de burgemeester" in text(named("beschikking_huisverbod.mandaat"))
    telefonisch = text(named("beschikking_huisverbod.telefonisch"))
    assert "telefonisch zelf heeft genomen (artikel 10:11" in telefonisch
    assert "artikel 2, zevende lid" in telefonisch
    assert "L. Wethouder locoburgemeester" in text(named("beschikking_huisverbod.wapen"))
    assert "namens" not in text(named("beschikking_huisverbod")).lower()


def test_a_letter_to_a_housemate_names_no_address_but_the_home() -> None:
    found = text(named("mededeling_huisgenoten"))

    assert re.findall(r"\d{4} [A-Z]{2}", found).count("1234 AB") == 1
    assert "Maria Jansen Persoonlijk" in found
