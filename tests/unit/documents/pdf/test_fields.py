"""Signature fields where the template wants them."""

from __future__ import annotations

from pikepdf import Dictionary, Name

from documents.pdf import check
from documents.pdf.tags import Tree, kids, kind
from tests.unit.documents.pdf.letters import letter, made, opened, text


def test_a_link_to_a_signature_becomes_an_empty_field() -> None:
    pdf = opened(made())

    (field,) = pdf.Root.AcroForm.Fields.as_list()

    assert str(field.T) == "handtekening"
    assert Name.Sig == field.FT
    assert Name.V not in field
    assert str(field.TU) == str(field.Contents) == "Handtekening van de burgemeester"
    left, bottom, right, top = (float(each) for each in field.Rect.as_list())
    assert right - left > 50
    assert top - bottom > 8
    assert field in pdf.pages[0].obj.Annots.as_list()


def test_the_field_is_in_the_tags_and_its_form_holds_nothing_but_the_field() -> None:
    pdf = opened(made())
    (field,) = pdf.Root.AcroForm.Fields.as_list()

    form = Tree(pdf).parents[int(field.StructParent)]

    assert kind(form) == "Form"
    assert isinstance(form.K, Dictionary)
    assert form.K.Type == Name.OBJR
    assert form.K.Obj == field
    assert kind(form.P) == "P"
    assert form in kids(form.P)


def test_two_fields_in_a_sentence_stay_in_it() -> None:
    html = letter(
        '<p>Getekend: <a class="sig" href="sig:handtekening">hier</a> en '
        '<a class="sig" href="sig:tijdstempel?Tijdstempel">daar</a>.</p>'
    )
    content = made(html)

    assert check.faults(content, source=text(html)) == []
    pdf = opened(content)
    names = [str(each.TU) for each in pdf.Root.AcroForm.Fields.as_list()]
    assert names == ["handtekening", "Tijdstempel"]
    forms = [each for each in Tree(pdf).elements() if kind(each) == "Form"]
    assert [kind(each.P) for each in forms] == ["Span", "Span"]


def test_a_letter_without_fields_is_no_form() -> None:
    assert Name.AcroForm not in opened(made(letter("<p>Niets.</p>"))).Root
