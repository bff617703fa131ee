"""Signing in the browser: the paper in the page, and the person asked again."""

from __future__ import annotations

import re

import pytest

from tests.builders import Zaak, een_zaak
from tests.conftest import PASSWORD, HouseUnderTest
from tests.integration.web.test_pages import Visitor


@pytest.fixture
def zaak(quick: HouseUnderTest) -> Zaak:
    return een_zaak(quick).getaxeerd().gehoord().besloten()


class Mayor(Visitor):
    """The mayor, on the page where she signs."""

    def __init__(self, tested: HouseUnderTest, zaak: Zaak) -> None:
        super().__init__(tested, "burgemeester")
        self.get("/")
        found = re.search(rf'href="(/zaken/{zaak.id}/taken/[\w-]+)"', self.text)
        assert found is not None
        self.path = found[1]
        self.get(self.path)

    @property
    def shown(self) -> str:
        """The hash of the paper that the page shows."""
        found = re.search(r'name="sha256" value="(\w*)"', self.text)
        return found[1] if found else ""

    def signs(self, **form: str) -> int:
        return self.post(self.path, taak="ondertekening", **form)


def test_the_page_shows_the_paper_itself_and_its_text(quick: HouseUnderTest, zaak: Zaak) -> None:
    mayor = Mayor(quick, zaak)

    (picture,) = re.findall(r'src="(/zaken/[^"]+/pagina/1)"', mayor.text)
    assert "Tekst van pagina 1" in mayor.text
    assert mayor.client.get(picture).mimetype == "image/png"
    assert mayor.client.get(picture[:-1] + "2").status_code == 404


def test_who_signs_says_again_who_she_is(quick: HouseUnderTest, zaak: Zaak) -> None:
    mayor = Mayor(quick, zaak)
    shown = mayor.shown

    for wrong in ("", "iets anders"):
        assert mayor.signs(sha256=shown, wachtwoord=wrong) == 422
        assert "Dit wachtwoord klopt niet" in mayor.text
        assert "iets anders" not in mayor.text
    assert zaak.state.status == "ter_ondertekening"

    assert mayor.signs(sha256=shown, wachtwoord=PASSWORD) == 303
    assert zaak.state.status == "ter_uitreiking"


def test_other_bytes_than_those_shown_are_not_signed(quick: HouseUnderTest, zaak: Zaak) -> None:
    mayor = Mayor(quick, zaak)

    assert mayor.signs(sha256="0" * 64, wachtwoord=PASSWORD) == 409
    assert mayor.signs(wachtwoord=PASSWORD) == 409
    assert zaak.state.status == "ter_ondertekening"


def test_guessing_while_signing_makes_her_wait(quick: HouseUnderTest, zaak: Zaak) -> None:
    mayor = Mayor(quick, zaak)
    shown = mayor.shown

    for _ in range(5):
        mayor.signs(sha256=shown, wachtwoord="raden")

    assert mayor.signs(sha256=shown, wachtwoord=PASSWORD) == 422
    assert "Te vaak een verkeerd wachtwoord. Probeer het opnieuw na" in mayor.text
    assert zaak.state.status == "ter_ondertekening"


def test_signed_paper_is_marked_on_the_case(quick: HouseUnderTest, zaak: Zaak) -> None:
    zaak.getekend()

    mayor = Visitor(quick, "burgemeester")
    mayor.get(f"/zaken/{zaak.id}")

    assert re.search(r"<strong>ondertekend</strong> \(proef\) · versie 2", mayor.text)
    assert "digitaal ondertekend" in mayor.text
