"""Ways in, past and under that were tried; docs/security/attacks.md has the table of them all."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.model.gebruikers import SYSTEEM, Rol
from engine.service.sessies import IDLE, LONGEST
from engine.store.reading.zaak import case, papers
from tests.builders import Zaak, een_zaak
from tests.conftest import HASHED, PASSWORD, HouseUnderTest
from tests.security.walk import (
    MARKERS,
    Place,
    ReadableDesk,
    Walker,
    content,
    logins,
    marked,
    places,
)
from web.app import create_app

TABLE = Path("docs/security/attacks.md")


def test_every_attack_in_the_table_names_a_test_that_exists() -> None:
    named = re.findall(r"`(tests/\S+?)::(\w+)`", TABLE.read_text(encoding="utf-8"))
    assert len(named) > 40
    for file, name in named:
        assert f"def {name}(" in Path(file).read_text(encoding="utf-8"), (file, name)
    listed = {name for file, name in named if file == "tests/security/test_attacks.py"}
    here = Path(__file__).read_text(encoding="utf-8")
    ours = set(re.findall(r"^def (test_\w+)", here, re.MULTILINE))
    assert ours - listed == {"test_every_attack_in_the_table_names_a_test_that_exists"}


# -- sessions ----------------------------------------------------------------------------------


def test_a_session_that_was_planted_is_not_taken_over(quick: HouseUnderTest) -> None:
    """Fixation: the browser already holds a secret that somebody else knows."""
    client = create_app(quick.house).test_client()
    client.set_cookie("huisverbod", "geplant")

    answer = client.post("/aanmelden", data={"gebruiker": "jurist", "wachtwoord": PASSWORD})

    assert answer.status_code == 303
    cookie = client.get_cookie("huisverbod")
    assert cookie is not None
    assert cookie.value != "geplant"
    assert len(cookie.value) >= 43
    assert quick.house.sessies.find("geplant") is None


def test_what_the_database_keeps_of_a_session_opens_nothing(quick: HouseUnderTest) -> None:
    """Theft of a backup: only a hash is in it."""
    secret = quick.house.toegang.sign_in("jurist", PASSWORD)
    assert secret is not None
    with quick.house.database.reading() as connection:
        kept = list(connection.execute(text("select id from sessies")).scalars())
    client = create_app(quick.house).test_client()

    assert secret not in kept
    for each in kept:
        client.set_cookie("huisverbod", each)
        assert client.get("/").status_code == 303


@pytest.mark.parametrize("wait", [IDLE, LONGEST])
def test_a_stolen_session_ends_by_itself(quick: HouseUnderTest, wait: timedelta) -> None:
    secret = quick.house.toegang.sign_in("jurist", PASSWORD)
    assert secret is not None
    until = quick.clock.now() + wait
    while wait == LONGEST and quick.clock.now() < until - timedelta(minutes=20):
        quick.clock.move_to(quick.clock.now() + timedelta(minutes=20))
        assert quick.house.sessies.find(secret) is not None
    quick.clock.move_to(until + timedelta(seconds=1))

    assert quick.house.sessies.find(secret) is None


# -- ids and names that were not meant ---------------------------------------------------------


def test_another_task_is_not_done_through_ones_own(quick: HouseUnderTest) -> None:
    """The address says a task one may do, the form names another."""
    zaak = een_zaak(quick).getaxeerd().gehoord()
    app = create_app(quick.house)
    with quick.house.database.reading() as connection:
        tasks = {task.taak: task.id for task in case(connection, zaak.id).tasks.values()}
    walker = Walker(quick, app, logins("0599")[Rol.HULPOFFICIER])
    before = zaak.state.taken

    for own in tasks.values():
        answer = walker.client.post(
            f"/zaken/{zaak.id}/taken/{own}",
            data={
                "csrf": walker.token,
                "taak": "besluit",
                "uitkomst": "opleggen",
                "grondslag": "gevaar",
                "motivering": "x",
                "rol": "burgemeester",
            },
        )
        assert answer.status_code in (403, 409, 422), answer.status_code
    assert zaak.state.taken == before


def test_what_nobody_asked_for_in_a_form_is_not_kept(quick: HouseUnderTest) -> None:
    """Mass assignment: fields of the file that are not in the form."""
    walker = Walker(quick, create_app(quick.house), logins("0599")[Rol.HULPOFFICIER])
    zaak = een_zaak(quick)
    extra = {"status": "gesloten", "gemeente": "0363", "id": "x", "nummer": "HV-1", "door": "y"}
    with quick.house.database.reading() as connection:
        (task,) = (
            each.id
            for each in case(connection, zaak.id).tasks.values()
            if each.taak == "risicotaxatie"
        )

    walker.client.post(
        f"/zaken/{zaak.id}/taken/{task}",
        data={"csrf": walker.token, "taak": "risicotaxatie", "toelichting": "x", **extra},
    )

    assert zaak.state.nummer == zaak.outcome.nummer
    assert zaak.state.status in ("in_beoordeling", "ter_besluit")
    with quick.house.database.reading() as connection:
        gemeente = connection.execute(text("select distinct gemeente from zaken")).scalars().all()
    assert gemeente == ["0599"]


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "PATCH", "TRACE"])
def test_another_verb_is_no_way_around(quick: HouseUnderTest, method: str) -> None:
    zaak = een_zaak(quick)
    client = create_app(quick.house).test_client()

    answer = client.open(f"/zaken/{zaak.id}", method=method)

    assert answer.status_code in (303, 405)
    assert "Jansen" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py",
        "/static/..%2fsettings.py",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static/vendor/../../app.py",
        "/static//etc/passwd",
        "/static/vendor%00/vendor.json",
        "/static/..\\..\\pyproject.toml",
        "/zaken/../static/..",
        "/zaken/{zaak}/papieren/..%2f..%2f..%2fetc%2fpasswd",
        "/zaken/{zaak}/papieren/../../../etc/passwd",
    ],
)
def test_no_path_leads_out(quick: HouseUnderTest, path: str) -> None:
    zaak = een_zaak(quick)
    walker = Walker(quick, create_app(quick.house), logins("0599")[Rol.AMBTENAAR])

    answer = walker.client.get(path.format(zaak=zaak.id), buffered=True)

    assert answer.status_code in (308, 400, 404)
    for word in ("root:", "[project]", "def create_app", "HUISVERBOD_"):
        assert word not in answer.text


def test_a_user_of_two_municipalities_has_in_each_what_he_has_there(quick: HouseUnderTest) -> None:
    """The role of one municipality opens nothing in the other."""
    quick.house.beheer.add_user(
        SYSTEEM,
        "dubbel",
        "D. Dubbel",
        HASHED,
        [(Rol.HULPVERLENING, "0599"), (Rol.AMBTENAAR, "0363")],
    )
    zaak = marked(quick)
    app = create_app(quick.house)
    walker = Walker(quick, app, "dubbel")

    seen = content(walker.open(Place("", "GET", f"/zaken/{zaak.id}")))

    assert "merk-hulp-thuis" in seen
    assert "merk-aanleiding" not in seen
    assert walker.client.get(f"/zaken/{zaak.id}/archief.zip").status_code == 403
    with quick.house.database.reading() as connection:
        decision = next(p for p in papers(connection, zaak.id) if p.document.startswith("beschik"))
    assert walker.client.get(f"/zaken/{zaak.id}/papieren/{decision.id}").status_code == 404


# -- what is typed -----------------------------------------------------------------------------

INJECTED = "'\"><img src=x onerror=alert(1)>}{{7*7}}"


@pytest.fixture
def injected(make_house: Callable[..., HouseUnderTest], monkeypatch: pytest.MonkeyPatch) -> Zaak:
    """A case with markup in every field of text that takes it."""
    tested = make_house("sqlite://", documents=ReadableDesk())
    return marked(tested, wrap=lambda marker: marker + INJECTED)


def test_what_is_typed_in_any_field_is_only_text_on_every_page(injected: Zaak) -> None:
    app = create_app(injected.tested.house)
    shown = set()
    for rol in (Rol.BURGEMEESTER, Rol.AMBTENAAR, Rol.HULPVERLENING, Rol.POLITIE):
        walker = Walker(injected.tested, app, logins("0599")[rol])
        for place in places(app, injected):
            if place.method != "GET" or place.rule.startswith("/static"):
                continue
            answer = walker.open(place)
            if answer.mimetype == "text/html":
                assert "<img src=x" not in answer.text, place
                assert "}49" not in answer.text, place
                as_typed = html.unescape(answer.text)
                shown |= {each for each in MARKERS if each + INJECTED in as_typed}
    assert len(shown) >= 12


def test_nothing_that_is_typed_reaches_a_log_line(
    make_house: Callable[..., HouseUnderTest], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    tested = make_house("sqlite://", documents=ReadableDesk())
    zaak = marked(tested, wrap=lambda marker: f"{marker} ERROR root vervalst")
    app = create_app(tested.house)
    walker = Walker(tested, app, logins("0599")[Rol.AMBTENAAR])
    for place in places(app, zaak):
        if not place.rule.startswith("/static"):
            walker.open(place)

    # what the driver says of its own statements is for a developer, who asks for it
    lines = [r.getMessage() for r in caplog.records if not r.name.startswith("sqlalchemy")]
    assert not [line for line in lines if "merk-" in line or "vervalst" in line]


def test_a_line_break_makes_no_header(quick: HouseUnderTest) -> None:
    app = create_app(quick.house)
    for value in ("/\r\nSet-Cookie: a=b", "/%0d%0aSet-Cookie:%20a=b", "/zaken\nX: y"):
        answer = app.test_client().post(
            "/aanmelden", data={"gebruiker": "jurist", "wachtwoord": PASSWORD, "verder": value}
        )
        assert answer.headers["Location"] == "/"
        assert "a=b" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize(
    "name",
    ["../../x.pdf", "a\0.pdf", "a.php", "/etc/passwd", "x" * 300, '"; rm -rf /; ".pdf'],
)
def test_the_name_of_an_upload_means_nothing(quick: HouseUnderTest, name: str) -> None:
    client = create_app(quick.house).test_client()
    body = (
        b'--x\r\nContent-Disposition: form-data; name="bestand"; filename="'
        + name.replace('"', "%22").encode()
        + b'"\r\n\r\nMZ\x90\r\n--x--\r\n'
    )
    answer = client.post("/controle", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert name not in answer.text
