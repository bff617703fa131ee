"""What one is told, who has a task and who is away: nobody else's to read or to change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from engine.model.attendering import Attendering, Voorkeuren
from engine.service.aanleiding import payload
from engine.store import outbox
from engine.store.reading import attenderingen as reading
from tests.builders import Zaak, een_zaak
from tests.colleagues import colleague, open_task, told
from tests.conftest import PASSWORD, HouseUnderTest
from web.app import create_app


@pytest.fixture
def client(quick: HouseUnderTest) -> FlaskClient:
    return create_app(quick.house).test_client()


def sign_in(client: FlaskClient, login: str) -> FlaskClient:
    client.delete_cookie("huisverbod")
    client.post("/aanmelden", data={"gebruiker": login, "wachtwoord": PASSWORD})
    return client


def token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get("/berichten").text)
    assert found is not None
    return found[1]


def post(client: FlaskClient, path: str, **data: Any) -> Any:
    return client.post(path, data={"csrf": token(client), **data})


def test_the_bell_counts_and_a_link_leads_to_the_task(
    quick: HouseUnderTest, client: FlaskClient
) -> None:
    zaak = een_zaak(quick).getaxeerd()
    (line,) = told(quick, quick.actor("burgemeester"))
    sign_in(client, "burgemeester")

    page = client.get("/").text
    assert 'class="fresh">1' in page
    assert "Nieuwe taak: Besluiten over een huisverbod" in client.get("/berichten").text
    answer = client.get(f"/berichten/{line.id}")

    assert answer.status_code == 303
    assert answer.location == f"/zaken/{zaak.id}/taken/{line.taak_id}"
    assert 'class="fresh"' not in client.get("/").text


def test_nobody_reads_or_marks_what_another_was_told(
    quick: HouseUnderTest, client: FlaskClient
) -> None:
    een_zaak(quick).getaxeerd()
    mayor = quick.actor("burgemeester")
    (line,) = told(quick, mayor)

    for login in ("ambtenaar", "burgemeester-0363", "beheerder", "jurist"):
        sign_in(client, login)
        assert client.get(f"/berichten/{line.id}").status_code == 404
        assert post(client, "/berichten/gelezen", id=line.id).status_code == 303

    with quick.house.database.reading() as connection:
        assert reading.unread(connection, mayor) == 1


def test_the_administrator_is_told_of_a_paper_but_not_of_which_case(
    quick: HouseUnderTest, client: FlaskClient
) -> None:
    zaak = een_zaak(quick).getaxeerd().gehoord().besloten()
    now = quick.clock.now()
    with quick.house.database.writing() as connection:
        outbox.ask(
            connection,
            zaak.id,
            outbox.TELL,
            "mislukt:1",
            payload(Attendering.STUK_MISLUKT, "0599", ("beheerder",), "Beschikking", now),
            now,
        )
    told(quick, quick.actor("beheerder"))

    page = sign_in(client, "beheerder").get("/berichten").text

    assert "Document lukt niet: Beschikking" in page
    assert zaak.outcome.nummer not in page
    assert zaak.id not in page


def test_a_task_is_given_to_nobody_who_may_not_do_it(
    quick: HouseUnderTest, client: FlaskClient
) -> None:
    zaak = een_zaak(quick)
    task = open_task(zaak, "zienswijze")
    path = f"/zaken/{zaak.id}/taken/{task.id}/overdragen"
    sign_in(client, "hulpofficier")

    for other in ("burgemeester", "beheerder"):
        answer = post(client, path, aan=quick.actor(other).id, reden="Doe jij dit", van="")
        assert answer.status_code == 422
    assert post(client, path, aan="' or 1=1 --", reden="Doe jij dit").status_code == 422
    for login, status in (("hulpverlening", 403), ("hulpofficier-0363", 404), ("beheerder", 404)):
        sign_in(client, login)
        assert client.get(path).status_code == status
        answer = post(client, path, aan=quick.actor("hulpofficier").id, reden="Doe jij dit")
        assert answer.status_code == status

    assert open_task(zaak, "zienswijze").behandelaar is None


def test_who_was_second_reads_who_was_first(quick: HouseUnderTest, client: FlaskClient) -> None:
    zaak: Zaak = een_zaak(quick)
    task = open_task(zaak, "zienswijze")
    second = colleague(quick, "T. Weede", "hulpofficier")
    quick.house.taken.claim(second, zaak.id, task.id)
    sign_in(client, "hulpofficier")

    answer = post(client, f"/zaken/{zaak.id}/taken/{task.id}/oppakken")

    page = client.get(answer.location).text
    assert "een collega heeft deze taak al opgepakt" in page
    assert "Bij T. Weede" in page
    over = f"/zaken/{zaak.id}/taken/{task.id}/overdragen"
    me = quick.actor("hulpofficier").id
    assert post(client, over, aan=me, reden="Ik ben er al", van=second.id).status_code == 303
    history = client.get(f"/zaken/{zaak.id}").text
    assert "Ik ben er al" in history


def test_a_reason_is_shown_as_it_was_typed_and_never_as_markup(
    quick: HouseUnderTest, client: FlaskClient
) -> None:
    zaak = een_zaak(quick)
    second = colleague(quick, "T. Weede", "hulpofficier")
    task = open_task(zaak, "zienswijze")
    sign_in(client, "hulpofficier")

    post(
        client,
        f"/zaken/{zaak.id}/taken/{task.id}/overdragen",
        aan=second.id,
        reden="<script>alert(1)</script>",
        van="",
    )

    page = client.get(f"/zaken/{zaak.id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_nobody_puts_the_absence_of_another_on_record(
    quick: HouseUnderTest, client: FlaskClient
) -> None:
    mayor = quick.actor("burgemeester")
    form = {
        "voor": f"{mayor.id}:burgemeester:0599",
        "vervanger": quick.actor("ambtenaar").id,
        "van.datum": "2026-03-21",
        "van.tijd": "08:00",
        "tot.datum": "2026-03-22",
        "tot.tijd": "08:00",
    }
    for login in ("ambtenaar", "beheerder-0363", "toezichthouder"):
        sign_in(client, login)
        assert post(client, "/afwezigheid", **form).status_code == 403
        assert post(client, "/afwezigheid/werk", **form).status_code in (403, 404)
        assert post(client, "/afwezigheid/weg/intrekken").status_code == 404
    # for the administrator it is the choice that is wrong: an official is no locoburgemeester
    assert post(sign_in(client, "beheerder"), "/afwezigheid", **form).status_code == 422


def test_what_is_typed_wrong_comes_back_with_what_is_wrong(
    quick: HouseUnderTest, client: FlaskClient
) -> None:
    sign_in(client, "ambtenaar")

    answer = post(client, "/berichten/instellen", adres="x@y.nl\r\nBcc: z@y.nl", taal="nl")

    assert answer.status_code == 422
    assert "Schrijf een e-mailadres" in answer.text
    with quick.house.database.reading() as connection:
        kept: Voorkeuren = reading.preferences(connection, quick.actor("ambtenaar"))
    assert kept.adres is None
    assert post(client, "/berichten/instellen", adres="x@y.nl", taal="en").status_code == 303


@pytest.fixture
def statements(quick: HouseUnderTest) -> Iterator[list[str]]:
    found: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.append(statement)

    event.listen(quick.house.database.engine, "before_cursor_execute", note)
    yield found
    event.remove(quick.house.database.engine, "before_cursor_execute", note)


def test_the_bell_and_its_page_ask_as_little_for_much_as_for_nothing(
    quick: HouseUnderTest, client: FlaskClient, statements: list[str]
) -> None:
    sign_in(client, "burgemeester")
    client.get("/berichten")  # how the municipality looks is read once
    counts = []
    for _ in range(2):
        statements.clear()
        client.get("/berichten")
        counts.append(len(statements))
        for _ in range(3):
            een_zaak(quick).getaxeerd()
        told(quick, quick.actor("burgemeester"))

    assert counts[0] == counts[1]
