"""Mail through a real server: that there is something, and nothing about what."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from engine.delivery.smtp import Mail, Security, Server, written
from engine.model.attendering import Kanalen
from engine.ports import Message, RefusedForGood
from engine.service.attenderingen import Attenderingen
from engine.service.post import Post as Sender
from engine.store.reading import attenderingen as reading
from tests.builders import een_zaak
from tests.colleagues import colleague, reached_at, told
from tests.conftest import HouseUnderTest
from tests.mailserver import LOGIN, Post, listening
from web.cli import main
from web.fittings import messengers
from web.settings import Settings

ADDRESS = "https://huisverbod.voorbeeld.nl"
MAYOR = "burgemeester@voorbeeld.nl"
MESSAGE = Message(
    id="0b9a6c1e-1111-4c1c-8a3b-5f0e6d7c8b9a",
    to=MAYOR,
    subject="Er staat een taak voor u klaar",
    text="Er staat een taak voor u klaar.\n",
    link=f"{ADDRESS}/berichten",
    language="nl",
    at=datetime(2026, 3, 21, 0, 10, tzinfo=UTC),
)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with listening(tmp_path) as found:
        yield found


def server_of(post: Post, **more: Any) -> Server:
    settings = {
        "host": post.host,
        "port": post.port,
        "security": Security.STARTTLS,
        "sender": "huisverbod@voorbeeld.nl",
        "ca": post.ca,
        "timeout": 5.0,
    }
    return Server(**{**settings, **more})


class Mailing:
    """A house that sends mail."""

    def __init__(self, tested: HouseUnderTest, server: Server) -> None:
        house = tested.house
        self.tested = tested
        self.telling = Attenderingen(house.database, house.clock, kanalen=Kanalen(mail=True))
        self.sender = Sender(house.database, house.clock, {"mail": Mail(server)}, ADDRESS)

    def run(self) -> int:
        self.telling.run()
        return self.sender.run()


def test_a_mail_says_that_there_is_a_task_and_nothing_about_it(
    tested: HouseUnderTest, post: Post
) -> None:
    mailing = Mailing(tested, server_of(post))
    mayor = tested.actor("burgemeester")
    reached_at(tested, mayor, MAYOR)
    zaak = een_zaak(tested).getaxeerd()

    assert mailing.run() == 1
    assert mailing.run() == 0

    (mail,) = post.box.mails
    (line,) = told(tested, mayor)
    assert post.box.recipients == [[MAYOR]]
    assert post.box.private == [True]
    assert mail["Subject"] == "Er staat een taak voor u klaar"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{line.id}@voorbeeld.nl>"
    assert mail.get_content_type() == "text/plain"
    text = mail.as_string()
    assert f"{ADDRESS}/berichten/{line.id}" in text
    for secret in (zaak.outcome.nummer, "Vries", "Voorbeeldstraat", "esluit", zaak.id, mayor.naam):
        assert secret not in text


def test_everybody_is_written_to_in_his_own_language(quick: HouseUnderTest, post: Post) -> None:
    mailing = Mailing(quick, server_of(post))
    reached_at(quick, quick.actor("burgemeester"), MAYOR, taal="en")
    een_zaak(quick).getaxeerd()

    mailing.run()

    assert post.box.mails[0]["Subject"] == "A task is waiting for you"
    assert post.box.mails[0]["Content-Language"] == "en"


def test_several_at_once_are_one_mail_and_urgency_shows(quick: HouseUnderTest, post: Post) -> None:
    mailing = Mailing(quick, server_of(post))
    reached_at(quick, quick.actor("burgemeester"), MAYOR)
    een_zaak(quick).getaxeerd()
    een_zaak(quick).getaxeerd()
    quick.at("2026-03-21T01:15")

    assert mailing.run() == 1

    assert post.box.mails[0]["Subject"] == "Een taak vraagt nu uw aandacht"
    assert f"{ADDRESS}/berichten\n" in post.box.mails[0].as_string().replace("\r", "")


def test_quiet_is_quiet_but_never_for_what_waits_for_the_mayor(
    quick: HouseUnderTest, post: Post
) -> None:
    mailing = Mailing(quick, server_of(post))
    quiet = {"keuzes": {"taak_geopend": "niet"}}
    reached_at(quick, quick.actor("burgemeester"), MAYOR, **quiet)
    officer = colleague(quick, "T. Weede", "hulpofficier")
    reached_at(quick, officer, "officier@voorbeeld.nl", **quiet)
    een_zaak(quick).getaxeerd()

    mailing.run()

    assert post.box.recipients == [[MAYOR]]
    assert [each.soort.value for each in told(quick, officer)] == ["taak_geopend"]


def test_what_can_wait_comes_in_the_morning(quick: HouseUnderTest, post: Post) -> None:
    mailing = Mailing(quick, server_of(post))
    officer = colleague(quick, "T. Weede", "hulpofficier")
    reached_at(quick, officer, "o@voorbeeld.nl", keuzes={"taak_geopend": "dagelijks"})
    een_zaak(quick)
    mailing.run()
    assert post.box.mails == []
    quick.clock.move_to(quick.clock.now() + timedelta(hours=6, minutes=49))
    mailing.sender.run()
    assert post.box.mails == []

    quick.clock.move_to(quick.clock.now() + timedelta(minutes=1))

    assert mailing.sender.run() == 1


def test_what_was_done_or_seen_meanwhile_is_not_sent(quick: HouseUnderTest, post: Post) -> None:
    mailing = Mailing(quick, server_of(post))
    mayor = quick.actor("burgemeester")
    reached_at(quick, mayor, MAYOR)
    done, seen = een_zaak(quick).getaxeerd(), een_zaak(quick).getaxeerd()
    mailing.telling.run()
    done.gehoord().besloten()
    with quick.house.database.reading() as connection:
        line = next(each for each in reading.lines(connection, mayor) if each.zaak_id == seen.id)
    quick.house.attenderingen.mark_read(mayor, [line.id])

    assert mailing.sender.run() == 0
    assert post.box.mails == []


def test_a_server_that_is_away_gets_it_later_and_again_and_once(
    quick: HouseUnderTest, post: Post
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        dead = server_of(post, port=nobody.getsockname()[1])
    mailing = Mailing(quick, dead)
    reached_at(quick, quick.actor("burgemeester"), MAYOR)
    een_zaak(quick).getaxeerd()

    waits = []
    for _ in range(6):
        assert mailing.run() == 0
        with quick.house.database.reading() as connection:
            failing = reading.failing_post(connection, 5)
        waits.append(failing)
        quick.clock.move_to(quick.clock.now() + timedelta(minutes=31))

    assert waits[3] == {}
    assert waits[5] == {"ConnectionRefusedError": 1}
    mailing.sender = Sender(
        quick.house.database, quick.clock, {"mail": Mail(server_of(post))}, ADDRESS
    )
    assert mailing.sender.run() == 1
    assert len(post.box.mails) == 1


def test_an_address_that_is_refused_for_good_is_given_up_and_shown(
    quick: HouseUnderTest, post: Post
) -> None:
    mailing, mayor = Mailing(quick, server_of(post)), quick.actor("burgemeester")
    reached_at(quick, mayor, MAYOR)
    post.box.trouble = "550 5.1.1 No such user"
    een_zaak(quick).getaxeerd()

    assert mailing.run() == 0
    quick.clock.move_to(quick.clock.now() + timedelta(hours=1))
    post.box.trouble = None
    assert mailing.sender.run() == 0

    with quick.house.database.reading() as connection:
        assert reading.failing_post(connection, 5) == {"geweigerd": 1}
        assert reading.trouble_with_mail(connection, mayor)


def test_a_server_that_is_busy_is_asked_again(quick: HouseUnderTest, post: Post) -> None:
    mailing = Mailing(quick, server_of(post))
    reached_at(quick, quick.actor("burgemeester"), MAYOR)
    post.box.trouble = "451 4.7.1 Try again later"
    een_zaak(quick).getaxeerd()
    assert mailing.run() == 0
    post.box.trouble = None
    assert mailing.run() == 0

    quick.clock.move_to(quick.clock.now() + timedelta(seconds=31))

    assert mailing.sender.run() == 1


def test_two_who_send_at_once_send_it_once(tested: HouseUnderTest, post: Post) -> None:
    mailing = Mailing(tested, server_of(post))
    for number in range(4):
        who = colleague(tested, f"M. Eester {number}", "burgemeester")
        reached_at(tested, who, f"m{number}@voorbeeld.nl")
    een_zaak(tested).getaxeerd()
    mailing.telling.run()
    start = Barrier(2)

    def send() -> None:
        start.wait(timeout=30)
        mailing.sender.run()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    found = sorted(address for each in post.box.recipients for address in each)
    assert found == [f"m{number}@voorbeeld.nl" for number in range(4)]


# -- the line itself --------------------------------------------------------------------------


def test_it_never_goes_over_a_line_others_can_read(tmp_path: Path) -> None:
    with listening(tmp_path, starttls=False) as plain:
        with pytest.raises(smtplib.SMTPNotSupportedError):
            Mail(server_of(plain)).send(MESSAGE)
        assert plain.box.mails == []


def test_a_certificate_nobody_vouches_for_is_no_private_line(post: Post) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        Mail(server_of(post, ca=None)).send(MESSAGE)
    assert post.box.mails == []


@pytest.mark.filterwarnings("ignore:Session.login_data")  # aiosmtpd warns of itself
def test_the_server_is_told_who_sends(tmp_path: Path) -> None:
    with listening(tmp_path, login=True) as strict:
        Mail(server_of(strict, user=LOGIN[0], password=LOGIN[1])).send(MESSAGE)
        with pytest.raises(smtplib.SMTPAuthenticationError):
            Mail(server_of(strict, user=LOGIN[0], password="fout")).send(MESSAGE)

        assert len(strict.box.mails) == 1


@pytest.mark.parametrize("name", ["to", "subject", "id", "language"])
def test_a_line_break_never_becomes_a_header(name: str, post: Post) -> None:
    changes: Any = {name: "x@voorbeeld.nl\r\nBcc: ander@elders.nl"}
    odd = replace(MESSAGE, **changes)

    with pytest.raises((ValueError, RefusedForGood)):
        Mail(server_of(post)).send(odd)

    assert post.box.mails == []


def test_a_mail_is_plain_letters_in_short_lines() -> None:
    for line in written(MESSAGE, "huisverbod@voorbeeld.nl").as_bytes().splitlines():
        assert line.isascii()
        assert len(line) <= 120
    subject = written(MESSAGE, "huisverbod@voorbeeld.nl")["Subject"]
    assert str(make_header(decode_header(subject))) == MESSAGE.subject


# -- the command line -------------------------------------------------------------------------


@pytest.fixture
def configured(post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Post:
    for name, value in {
        "DATABASE": f"sqlite:///{tmp_path / 'huisverbod.db'}",
        "ADDRESS": ADDRESS,
        "MAIL_HOST": post.host,
        "MAIL_PORT": str(post.port),
        "MAIL_FROM": "huisverbod@voorbeeld.nl",
        "MAIL_CA": str(post.ca),
    }.items():
        monkeypatch.setenv(f"HUISVERBOD_{name}", value)
    return post


def test_a_trial_arrives(configured: Post, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mail", "test", MAYOR]) == 0

    assert "Aangenomen" in capsys.readouterr().out
    assert configured.box.recipients == [[MAYOR]]


@pytest.mark.parametrize(
    ("trouble", "to", "status"),
    [("550 no", MAYOR, 1), ("451 later", MAYOR, 1), (None, "x@y\nBcc: z@y.nl", 2)],
)
def test_a_trial_says_what_is_wrong(
    configured: Post,
    capsys: pytest.CaptureFixture[str],
    trouble: str | None,
    to: str,
    status: int,
) -> None:
    configured.box.trouble = trouble

    assert main(["mail", "test", to]) == status

    assert capsys.readouterr().err
    assert configured.box.mails == []


def test_without_settings_a_trial_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("HUISVERBOD_DATABASE", f"sqlite:///{tmp_path / 'x.db'}")
    assert main(["mail", "test", MAYOR]) == 2
    assert "HUISVERBOD_MAIL_HOST" in capsys.readouterr().err


@pytest.mark.usefixtures("configured")
def test_the_house_is_built_with_what_is_set() -> None:
    settings = Settings.from_environment()

    assert set(messengers(settings)) == {"mail"}
    assert settings.uitgaand.address == ADDRESS
