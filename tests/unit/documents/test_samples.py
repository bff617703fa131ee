"""Samples of every document, read as the judge and as the recipient would."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal, get_args, get_origin

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
def test_a_decision_has_a_code_to_check(sample: Sample) -> None:
    control = sample.facts["controle"]

    assert control["code"] in text(sample)
    assert control["adres"] in text(sample)
    (drawn,) = page(sample).find_class("qr")
    assert control["code"] in drawn.text_content()


@pytest.mark.parametrize(
    "sample",
    [each for each in SAMPLES if each.document in DECISIONS and not each.facts.get("uitreiking")],
    ids=lambda each: each.name,
)
def test_a_decision_has_a_place_to_sign(sample: Sample) -> None:
    (place,) = page(sample).find_class("sig")

    assert place.get("href", "").startswith("sig:handtekening?Digitale%20handtekening%20van%20")
    assert place.text == "Plaats van de digitale handtekening"


@pytest.mark.parametrize(
    "sample",
    [each for each in SAMPLES if each.document in DECISIONS and each.facts.get("uitreiking")],
    ids=lambda each: each.name,
)
def test_a_copy_with_the_note_of_service_says_who_signed_and_has_no_place_to_sign(
    sample: Sample,
) -> None:
    found, signed = text(sample), sample.facts["ondertekening"]

    assert not page(sample).find_class("sig")
    assert f"Digitaal ondertekend door {signed['naam']} op " in found
    assert "Dit is een afschrift met de aantekening van uitreiking." in found
    assert "Afschrift opgemaakt op" in found
    assert "Plaats en datum" not in found


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
        "arm (u betwist dit)",
        "als iemand met wie u geen contact mag hebben zelf contact met u zoekt",
        "wordt uitgereikt of, als uw verblijfplaats niet bekend is, bij de gemeentesecretarie",
        "dan eindigt het huisverbod om 03.00 uur",
        "Bekendgemaakt op om",
        "Contact dat de hulpverlening regelt en begeleidt, en contact van uw advocaat",
        "niet opgelegd wegens kindermishandeling of een ernstig vermoeden daarvan",
        "(geen zelfstandige grond):",
        "binnen drie dagen na ontvangst van uw verzoek; valt die termijn in een weekeinde",
        "Uw advocaat krijgt de stukken onverwijld (artikel 5, tweede lid)",
        "artikel 4:8 van de Algemene wet bestuursrecht",
        "artikel 11 van de Wet tijdelijk huisverbod",
        "tot ten hoogste vier weken na de oplegging",
        "binnen 24 uur na de oplegging",
        "Raad voor Rechtsbijstand",
        "rechtbank Voorbeeldland, team bestuursrecht, Postbus 1, 1200 AA Voorbeeldstad",
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
    assert "Voorbeeldstad, namens deze (artikel 3" in text(named("beschikking_huisverbod.mandaat"))
    telefonisch = text(named("beschikking_huisverbod.telefonisch"))
    assert "telefonisch zelf heeft genomen (artikel 10:11" in telefonisch
    assert "artikel 2, zevende lid" in telefonisch
    assert "L. Wethouder locoburgemeester" in text(named("beschikking_huisverbod.wapen"))
    assert "namens" not in text(named("beschikking_huisverbod")).lower()


def test_a_letter_to_a_housemate_names_no_address_but_the_home() -> None:
    found = text(named("mededeling_huisgenoten"))

    assert re.findall(r"\d{4} [A-Z]{2}", found).count("1234 AB") == 1
    assert "Maria Jansen Persoonlijk" in found


def changed(name: str, **facts: Any) -> Sample:
    sample = named(name)
    return Sample(document=sample.document, variant="", facts={**sample.facts, **facts})


def test_whom_veilig_thuis_put_on_the_telephone_is_not_in_the_order() -> None:
    overleg = named("beschikking_huisverbod.mandaat").facts["overleg"]
    assert "contactpersoon" not in overleg

    earlier = changed(
        "beschikking_huisverbod.mandaat", overleg={**overleg, "contactpersoon": "V. Thuis"}
    )
    assert "V. Thuis" not in text(earlier)


def test_why_somebody_was_not_heard_is_explained_when_it_is_told() -> None:
    told = named("beschikking_huisverbod.mandaat")
    zienswijze = {**told.facts["zienswijze"], "reden": "eerder_gehoord", "toelichting": None}
    untold = changed(told.name, zienswijze=zienswijze)

    assert told.facts["zienswijze"]["toelichting"] in text(told)
    assert "U bent al eerder in de gelegenheid gesteld uw zienswijze te geven" in text(untold)


@by_name
def test_a_dispute_is_told_to_him_as_you_and_to_others_as_he(sample: Sample) -> None:
    found, disputed = text(sample), any(each["betwist"] for each in sample.facts.get("gronden", ()))
    mine = sample.facts["aan"] == "uithuisgeplaatste"

    assert ("(u betwist dit)" in found) == (disputed and mine)
    assert ("(de betrokkene betwist dit)" in found) == (disputed and not mine)


@by_name
def test_everybody_with_a_contact_ban_is_called_so(sample: Sample) -> None:
    assert "die in het besluit staan" not in text(sample)


def test_what_nobody_was_asked_at_a_deposit_is_not_recorded_as_asked() -> None:
    akte = text(named("akte_van_uitreiking.nedergelegd"))
    served = named("beschikking_huisverbod.uitgereikt")
    deposited = text(
        changed(served.name, uitreiking={**served.facts["uitreiking"], "wijze": "nederlegging"})
    )

    assert "niet bij de nederlegging; de wens kan op elk moment worden doorgegeven" in akte
    assert "ja; wil geen advocaat" not in akte
    assert "Wenst u rechtsbijstand? Bel 14 0599." in deposited
    assert "U is gevraagd" not in deposited
    assert "U is gevraagd" in text(served)


def test_a_suspension_tells_its_condition_and_promises_no_more_than_it_is() -> None:
    conditional = named("kennisgeving_beeindiging.politie")
    plain = changed(conditional.name, voorwaarde_uiterlijk=None)

    assert "15.00 uur niet: de rechter heeft het geschorst." in text(conditional)
    assert "uiterlijk op zondag 29 maart 2026, 09.00 uur voldaan" in text(conditional)
    assert "voorwaarde" not in text(plain)
    for each in (conditional, plain, named("kennisgeving_beeindiging")):
        assert "mag vanaf" not in text(each)
        assert "Een ander verbod, bijvoorbeeld van de rechter" in text(each)


def test_who_is_bound_again_is_told_to_leave_at_once_and_nobody_else_is() -> None:
    bound = text(named("kennisgeving_beeindiging.uithuisgeplaatste"))

    assert "geldt daarom weer, vanaf zondag 29 maart 2026, 09.00 uur tot dinsdag 31 maart" in bound
    assert "Verlaat die onmiddellijk." in bound
    assert "Verlaat die" not in text(named("kennisgeving_beeindiging.herleefd"))


def test_a_withdrawal_does_not_tell_who_asked_for_it() -> None:
    asked = {
        text(changed("beschikking_intrekking", aanleiding=each))
        for each in ("verzoek_achterblijver", "verzoek_uithuisgeplaatste")
    }

    (letter,) = asked
    assert "De burgemeester heeft een verzoek gekregen" in letter
    assert "binnen drie dagen" not in letter
    assert "met inbegrip van een verlenging" not in letter
    assert "met inbegrip van een verlenging" in text(named("beschikking_intrekking.ondertekend"))


@pytest.mark.parametrize("grond", ["hulp_aanvaard", "dreiging_weg", "anders"])
def test_a_withdrawal_rests_on_the_law_whatever_its_ground(grond: str) -> None:
    found = text(changed("beschikking_intrekking", grond=grond))

    assert "in ieder geval intrekken" in found
    assert found.count("artikel 2, negende lid, van de Wet tijdelijk huisverbod") == 2


def test_an_amendment_tells_what_stood_and_from_when_it_counts() -> None:
    found = text(named("aanvullend_besluit"))
    others = [
        each
        for each in named("aanvullend_besluit").facts["wijzigingen"]
        if each["soort"] == "adres_verbeterd"
    ]
    address_alone = text(changed("aanvullend_besluit", wijzigingen=others))

    assert "Er stond: Voorbeeldweg 8, 1234 AC Voorbeeldstad. Er staat voortaan: " in found
    assert "Hendrika Smit is toegevoegd als huisgenoot en woont in de woning." in found
    assert "Ook de andere wijzigingen gelden vanaf dat moment." in found
    assert "Ook de andere" not in address_alone
    assert "Dit geldt vanaf het moment waarop dit besluit aan u is uitgereikt" in address_alone


def test_a_substitute_decides_on_the_telephone_as_substitute() -> None:
    note = named("besluitnotitie")
    telefonisch = {**note.facts["besluit"]["telefonisch"], "burgemeester": "L. Wethouder"}
    besluit = {**note.facts["besluit"], "telefonisch": telefonisch}

    assert "Burgemeester B. Meester heeft" in text(note)
    assert "Locoburgemeester L. Wethouder heeft" in text(changed("besluitnotitie", besluit=besluit))
    gemeente = note.facts["gemeente"]
    order = changed("beschikking_huisverbod.telefonisch", besluit=besluit, gemeente=gemeente)
    assert "dat locoburgemeester L. Wethouder op" in text(order)


#: What data of before 2026-12 do not say.
LATER: Mapping[str, tuple[str, ...]] = {
    "besluitnotitie": ("grondslag", "huisgenoten", "zienswijze", "belangenafweging"),
    "melding_overtreding": ("bekendgemaakt_op", "huisgenoten"),
    "beschikking_intrekking.ondertekend": ("verlengd",),
    "kennisgeving_beeindiging.politie": ("voorwaarde_uiterlijk",),
    "kennisgeving_beeindiging.uithuisgeplaatste": ("herleefd_op",),
}


@pytest.mark.parametrize("name", LATER)
def test_data_of_older_papers_can_still_be_drawn(name: str) -> None:
    sample = named(name)
    facts = {key: value for key, value in sample.facts.items() if key not in LATER[name]}
    old = Sample(document=sample.document, variant="old", facts=facts)

    test_a_letter_has_no_empty_heading_and_counts_no_end_twice(old)
    assert text(old) != text(sample)


def test_a_certificate_of_older_data_names_no_official_either() -> None:
    old = changed("verklaring_van_vernietiging", bevestigd_door="O. Veiligheid")

    assert text(old) == text(named("verklaring_van_vernietiging"))
    assert "een daartoe bevoegde ambtenaar" in text(old)


def test_every_housemate_and_minor_is_told_to_the_court() -> None:
    found = text(named("procesdossier"))

    assert "Ada Jansen (ouder): verblijft anders dan incidenteel in de woning, geen" in found
    assert "16 jaar: wordt in de gelegenheid gesteld zijn of haar mening kenbaar" in found
    assert "9 jaar: kan daartoe in de gelegenheid worden gesteld" in found


def test_a_breach_is_told_as_it_was_reported() -> None:
    found = text(named("melding_overtreding"))

    assert "Er is een overtreding gemeld van het huisverbod" in found
    assert "Bekendgemaakt op zaterdag 21 maart 2026, 02.30 uur" in found
    assert "Geen contact met Maria Jansen, Noor de Vries en Sem de Vries" in found
    assert "Zou zijn overtreden op dinsdag 24 maart 2026" in found


@by_name
def test_what_happened_in_a_sample_comes_in_the_order_of_the_law(sample: Sample) -> None:
    facts = sample.facts
    besluit, signed = facts.get("besluit") or facts, facts.get("ondertekening") or {}
    steps = [
        facts.get("incident_op"),
        (facts.get("zienswijze") or {}).get("gehoord_op"),
        besluit.get("besloten_op"),
        signed.get("ondertekend_op"),
        (facts.get("uitreiking") or {}).get("uitgereikt_op"),
    ]
    moments = [datetime.fromisoformat(each) for each in steps if each]

    assert moments == sorted(moments)
    assert all(each <= datetime.fromisoformat(facts["opgesteld_op"]) for each in moments)
