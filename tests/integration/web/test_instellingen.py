"""Settings of a municipality: what its administrator sets, and where that say ends."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from engine.errors import NotAllowed, NotFound
from engine.model.gebruikers import SYSTEEM, Rol
from tests.conftest import HASHED, PASSWORD, HouseUnderTest
from web.app import create_app

PAGES = ("gemeente", "huisstijl", "tijden", "tabel", "mandaten", "gebruikers")


def signed_in(tested: HouseUnderTest, gebruiker: str) -> FlaskClient:
    client = create_app(tested.house).test_client()
    client.post("/aanmelden", data={"gebruiker": gebruiker, "wachtwoord": PASSWORD})
    return client


def post(client: FlaskClient, path: str, **fields: object) -> tuple[int, str]:
    token = re.search(r'name="csrf" value="([^"]+)"', client.get(path).get_data(as_text=True))
    assert token is not None
    answer = client.post(path, data={"csrf": token[1], **fields})
    return answer.status_code, answer.get_data(as_text=True)


def letter_settings(tested: HouseUnderTest) -> dict[str, str]:
    gemeente = tested.house.beheer.gemeente("0599")
    names = (
        "naam burgemeester adres postcode_plaats telefoon rechtbank rechtbank_adres "
        "veilig_thuis_telefoon"
    )
    return {name: getattr(gemeente, name) for name in names.split()}


@pytest.mark.parametrize("page", PAGES)
def test_only_the_administrator_of_this_municipality_opens_them(
    quick: HouseUnderTest, page: str
) -> None:
    path = f"/instellingen/0599/{page}"

    assert signed_in(quick, "beheerder").get(path).status_code == 200
    assert signed_in(quick, "beheerder-0363").get(path).status_code == 404
    assert signed_in(quick, "ambtenaar").get(path).status_code == 403


def test_what_letters_say_is_changed_and_on_record(quick: HouseUnderTest) -> None:
    client = signed_in(quick, "beheerder")
    changed = {
        **letter_settings(quick),
        "telefoon": "14 0599 (keuze 2)",
        "locoburgemeesters": "L. Oco\n\nT. Weede",
    }

    status, _ = post(client, "/instellingen/0599/gemeente", **changed)

    gemeente = quick.house.beheer.gemeente("0599")
    assert status == 303
    assert gemeente.telefoon == "14 0599 (keuze 2)"
    assert gemeente.locoburgemeesters == ("L. Oco", "T. Weede")


def test_what_a_letter_cannot_have_comes_back_with_what_was_typed(quick: HouseUnderTest) -> None:
    client = signed_in(quick, "beheerder")
    wrong = {**letter_settings(quick), "burgemeester": "", "telefoon": "14 9999"}

    status, page = post(client, "/instellingen/0599/gemeente", **wrong)

    assert status == 422
    assert "burgemeester: een brief kan hier niet zonder" in page
    assert 'value="14 9999"' in page
    assert quick.house.beheer.gemeente("0599").telefoon != "14 9999"


@pytest.mark.parametrize("kleur", ["#ffff00", "red", "#154273;}body{display:none"])
def test_a_colour_that_cannot_be_read_is_refused(quick: HouseUnderTest, kleur: str) -> None:
    client = signed_in(quick, "beheerder")

    status, _ = post(client, "/instellingen/0599/huisstijl", kleur=kleur)

    assert status == 422
    assert quick.house.beheer.gemeente("0599").kleur == "#154273"


def test_the_colour_of_the_municipality_is_on_its_pages(quick: HouseUnderTest) -> None:
    client = signed_in(quick, "beheerder")
    post(client, "/instellingen/0599/huisstijl", kleur="#8a1c1c")

    page = signed_in(quick, "ambtenaar").get("/").get_data(as_text=True)
    theme = client.get("/thema/8a1c1c.css")

    assert "/thema/8a1c1c.css" in page
    assert "--brand:#8a1c1c" in theme.get_data(as_text=True)
    assert client.get("/thema/zzzzzz.css").status_code == 404


def test_arms_that_are_no_image_are_refused(quick: HouseUnderTest) -> None:
    client = signed_in(quick, "beheerder")
    upload = (io.BytesIO(b"<svg onload='x'>"), "wapen.svg")

    status, _ = post(client, "/instellingen/0599/huisstijl", kleur="#154273", wapen=upload)

    assert status == 422
    assert quick.house.beheer.gemeente("0599").wapen is None


def test_follow_up_times_and_days_off_are_set(quick: HouseUnderTest) -> None:
    client = signed_in(quick, "beheerder")
    tasks = quick.house.models.newest.tasks
    task = next(iter(sorted(tasks)))

    status, _ = post(
        client,
        "/instellingen/0599/tijden",
        **{"feestdagen": "2026-12-31\n2027-01-04", f"taak-{task}": "PT2H"},
    )

    gemeente = quick.house.beheer.gemeente("0599")
    assert status == 303
    assert gemeente.feestdagen == {date(2026, 12, 31), date(2027, 1, 4)}
    assert gemeente.opvolgtijden == {task: "PT2H"}


@pytest.mark.parametrize("text", ["gauw", "P", "PT1X", "geen - P1D", "einde_huisverbod - x"])
def test_a_follow_up_time_that_cannot_be_read_is_refused(quick: HouseUnderTest, text: str) -> None:
    client = signed_in(quick, "beheerder")
    task = next(iter(sorted(quick.house.models.newest.tasks)))

    status, page = post(client, "/instellingen/0599/tijden", **{f"taak-{task}": text})

    assert status == 422
    assert task in page
    assert quick.house.beheer.gemeente("0599").opvolgtijden == {}


def test_a_mandate_is_registered_and_ended(quick: HouseUnderTest) -> None:
    client = signed_in(quick, "beheerder")
    holder = quick.actor("hulpofficier")
    path = "/instellingen/0599/mandaten"

    status, _ = post(
        client, path, hulpofficier=holder.id, van="2026-03-01", tot="2026-12-31", verleend_door=""
    )
    page = client.get(path).get_data(as_text=True)
    number = re.search(r'name="intrekken" value="(\d+)"', page)

    assert status == 303
    assert "31 december 2026" in page
    assert number is not None
    assert post(client, path, intrekken=number[1], per="2026-04-01")[0] == 303
    assert "Ingetrokken per" in client.get(path).get_data(as_text=True)


def test_nobody_but_an_officer_of_the_municipality_gets_a_mandate(quick: HouseUnderTest) -> None:
    client = signed_in(quick, "beheerder")
    path = "/instellingen/0599/mandaten"
    days = {"van": "2026-03-01", "tot": "2026-12-31", "verleend_door": "B. Meester"}
    elsewhere = quick.people["0363"][Rol.HULPOFFICIER]

    for holder in (quick.actor("ambtenaar").id, elsewhere.id, "niemand"):
        assert post(client, path, hulpofficier=holder, **days)[0] == 422
    backwards = {**days, "tot": "2026-02-01"}
    officer = quick.actor("hulpofficier").id
    assert post(client, path, hulpofficier=officer, **backwards)[0] == 422


def test_a_mandate_of_another_municipality_is_not_ended(quick: HouseUnderTest) -> None:
    client = signed_in(quick, "beheerder")
    holder = quick.actor("hulpofficier")
    path = "/instellingen/0599/mandaten"
    post(client, path, hulpofficier=holder.id, van="2026-03-01", tot="2026-12-31")
    number = re.search(r'name="intrekken" value="(\d+)"', client.get(path).get_data(as_text=True))
    assert number is not None
    other = signed_in(quick, "beheerder-0363")

    status, _ = post(other, "/instellingen/0363/mandaten", intrekken=number[1], per="2026-04-01")

    assert status == 404
    assert "Ingetrokken per" not in client.get(path).get_data(as_text=True)


def test_somebody_new_can_sign_in_with_the_password_that_is_shown_once(
    quick: HouseUnderTest,
) -> None:
    client = signed_in(quick, "beheerder")
    path = "/instellingen/0599/gebruikers"

    status, page = post(
        client, path, wat="nieuw", login="nieuw", naam="N. Ieuw", rollen=["ambtenaar"]
    )

    shown = re.search(r"nieuw: <strong>([^<]+)</strong>", page)
    assert status == 200
    assert shown is not None
    assert shown[1] not in client.get(path).get_data(as_text=True)
    staff = quick.house.bemensing.staff(quick.actor("beheerder"), "0599")
    assert ("ambtenaar", "0599") in next(each for each in staff if each.login == "nieuw").rollen


def test_an_administrator_gives_themselves_nothing(quick: HouseUnderTest) -> None:
    client = signed_in(quick, "beheerder")

    status, page = post(
        client,
        "/instellingen/0599/gebruikers",
        wat="rollen",
        login="beheerder",
        rollen=["beheerder", "burgemeester"],
    )

    assert status == 422
    assert "andere beheerder" in page
    assert quick.house.toegang.known("beheerder") == quick.actor("beheerder")


def test_roles_elsewhere_stay_and_accounts_shared_with_others_are_closed_by_nobody_alone(
    quick: HouseUnderTest,
) -> None:
    shared = quick.house.beheer.add_user(
        SYSTEEM,
        "gedeeld",
        "G. Edeeld",
        HASHED,
        [(Rol.AMBTENAAR, "0599"), (Rol.JURIST, "0363")],
    )
    people, door = quick.house.bemensing, quick.actor("beheerder")

    people.set_roles(door, "0599", "gedeeld", [Rol.POLITIE])
    with pytest.raises(NotAllowed):
        people.set_active(door, "0599", "gedeeld", actief=False)
    with pytest.raises(NotAllowed):
        people.reset_password(door, "0599", "gedeeld")
    with pytest.raises(NotFound):
        people.set_roles(door, "0599", "jurist-0363", [Rol.AMBTENAAR])

    known = quick.house.toegang.known("gedeeld")
    assert known is not None
    assert known.id == shared.id
    assert known.rollen == {(Rol.POLITIE, "0599"), (Rol.JURIST, "0363")}


def test_language_and_light_are_chosen_for_this_browser(quick: HouseUnderTest) -> None:
    client = create_app(quick.house).test_client()

    assert '<html lang="nl"' in client.get("/weergave").get_data(as_text=True)
    answer = client.post(
        "/weergave", data={"taal": "en", "kleuren": "donker", "verder": "/toegankelijkheid"}
    )
    page = client.get("/toegankelijkheid").get_data(as_text=True)

    assert (answer.status_code, answer.location) == (303, "/toegankelijkheid")
    assert '<html lang="en" class="utrecht-html donker"' in page
    assert client.post("/weergave", data={"taal": "xx", "kleuren": "donker"}).status_code == 400
    away = {"taal": "en", "kleuren": "licht", "verder": "//elders.example"}
    assert client.post("/weergave", data=away).location == "/"
