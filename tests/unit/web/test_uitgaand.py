"""Settings for what leaves the product."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from engine.delivery.smtp import Security
from web.uitgaand import Uitgaand

MAIL = {
    "HUISVERBOD_ADDRESS": "https://huisverbod.voorbeeld.nl/",
    "HUISVERBOD_MAIL_HOST": "post.voorbeeld.nl",
    "HUISVERBOD_MAIL_FROM": "huisverbod@voorbeeld.nl",
}
SMS = {
    "HUISVERBOD_ADDRESS": "https://huisverbod.voorbeeld.nl",
    "HUISVERBOD_SMS_KEY": (
        "huisverbod-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
    ),
    "HUISVERBOD_SMS_TEMPLATE": "f33517ff-2a88-4f6e-b855-c550268ce08a",
}


def test_without_settings_nothing_leaves() -> None:
    outgoing = Uitgaand.from_environment({})

    assert (outgoing.mail, outgoing.sms, outgoing.address) == (None, None, None)
    assert timedelta(hours=4) in outgoing.niveaus.before


def test_mail_goes_over_a_private_line_unless_it_stays_here() -> None:
    server = Uitgaand.from_environment(MAIL).mail
    assert server is not None
    assert (server.security, server.port) == (Security.STARTTLS, 587)

    with pytest.raises(ValueError, match="HUISVERBOD_MAIL_SECURITY"):
        Uitgaand.from_environment({**MAIL, "HUISVERBOD_MAIL_SECURITY": "geen"})
    local = {**MAIL, "HUISVERBOD_MAIL_SECURITY": "geen", "HUISVERBOD_MAIL_HOST": "127.0.0.1"}
    assert Uitgaand.from_environment(local).mail is not None


def test_a_password_comes_from_a_file_and_is_never_shown(tmp_path: Path) -> None:
    secret = tmp_path / "wachtwoord"
    secret.write_text("heel geheim\n")
    settings = {**MAIL, "HUISVERBOD_MAIL_PASSWORD_FILE": str(secret), "HUISVERBOD_MAIL_USER": "u"}

    server = Uitgaand.from_environment(settings).mail

    assert server is not None
    assert server.password == "heel geheim"
    assert "geheim" not in repr(server)


def test_a_key_for_text_messages_is_read_as_the_service_hands_it_out() -> None:
    account = Uitgaand.from_environment(SMS).sms

    assert account is not None
    assert account.service == "26785a09-ab16-4eb0-8407-a37497a57506"
    assert account.secret == "3d844edf-8d35-48ac-975b-e847b4f122b0"
    assert account.base == "https://api.notifynl.nl"
    assert account.secret not in repr(account)


def test_levels_are_durations() -> None:
    levels = Uitgaand.from_environment(
        {"HUISVERBOD_REMINDERS": "PT2H PT30M", "HUISVERBOD_ESCALATE_AFTER": "PT3H"}
    ).niveaus

    assert levels.before == (timedelta(hours=2), timedelta(minutes=30))
    assert levels.held_for == timedelta(hours=3)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"HUISVERBOD_ADDRESS": ""}, "HUISVERBOD_ADDRESS"),
        ({"HUISVERBOD_ADDRESS": "huisverbod.nl"}, "HUISVERBOD_ADDRESS"),
        ({"HUISVERBOD_ADDRESS": "https://x.nl/?a"}, "HUISVERBOD_ADDRESS"),
        ({"HUISVERBOD_ADDRESS": "https://x.nl/\nBcc: y"}, "HUISVERBOD_ADDRESS"),
        ({"HUISVERBOD_MAIL_FROM": "Huisverbod"}, "HUISVERBOD_MAIL_FROM"),
        ({"HUISVERBOD_MAIL_PORT": "poort"}, "HUISVERBOD_MAIL_PORT"),
        ({"HUISVERBOD_MAIL_SECURITY": "ssl"}, "HUISVERBOD_MAIL_SECURITY"),
        ({"HUISVERBOD_MAIL_PASSWORD_FILE": "/er/is/niets"}, "HUISVERBOD_MAIL_PASSWORD_FILE"),
        ({"HUISVERBOD_MAIL_CA": "/er/is/niets"}, "HUISVERBOD_MAIL_CA"),
        ({"HUISVERBOD_SMS_KEY": "sleutel"}, "HUISVERBOD_SMS_KEY"),
        ({**SMS, "HUISVERBOD_SMS_TEMPLATE": ""}, "HUISVERBOD_SMS_TEMPLATE"),
        ({**SMS, "HUISVERBOD_SMS_ADDRESS": "http://api.nl"}, "HUISVERBOD_SMS_ADDRESS"),
        ({"HUISVERBOD_REMINDERS": "vier uur"}, "HUISVERBOD_REMINDERS"),
        ({"HUISVERBOD_REMINDERS": "PT0M"}, "HUISVERBOD_REMINDERS"),
    ],
)
def test_a_setting_that_cannot_be_is_named(changes: dict[str, str], name: str) -> None:
    with pytest.raises(ValueError, match=name):
        Uitgaand.from_environment({**MAIL, **changes})
