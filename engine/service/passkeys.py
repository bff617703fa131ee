"""Passkeys (WebAuthn): what a browser is asked, and whether its answer is good.

A challenge is SHA-256 of chance and of what exactly is confirmed: an answer to it is no good for
anything else, and anybody who holds the record can compute that.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from engine.model.aanmelden import Bevestigd, Doel, Gebonden, Middel
from engine.service.drempel import hashed
from engine.store import aanmelden, factoren
from engine.store.factoren import Passkey
from engine.store.work import Database

#: How long an answer is waited for: long enough to find one's phone.
ANSWER_WITHIN = timedelta(minutes=5)
#: Longer answers are nobody's.
LONGEST_ANSWER = 20_000

#: What a browser may send that is no answer at all.
_NO_ANSWER = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plek:
    """Where the product is reached, for that is what a passkey is tied to.

    Attributes:
        origin: as `https://huisverbod.example.nl`. host: the name in it.
    """

    origin: str
    host: str
    naam: str = "Huisverbod"


@dataclass(frozen=True, slots=True)
class Vraag:
    """What a browser is asked.

    Attributes:
        handvat: comes back with the answer. opties: JSON for the browser.
    """

    handvat: str
    opties: str


class Passkeys:
    """Asks browsers, and judges what they answer."""

    def __init__(self, database: Database, plek: Plek | None) -> None:
        self.database = database
        self.plek = plek

    def ask_new(self, gebruiker_id: str, login: str, naam: str, now: datetime) -> Vraag:
        """Ask for a new passkey of this user, that finds its user by itself."""
        plek = self._here()
        chance = secrets.token_bytes(32)
        with self.database.reading() as connection:
            known = factoren.passkeys(connection, gebruiker_id)
        options = generate_registration_options(
            rp_id=plek.host,
            rp_name=plek.naam,
            user_name=login,
            user_id=gebruiker_id.encode(),
            user_display_name=naam,
            challenge=challenge(chance, Gebonden(doel=Doel.TOEVOEGEN)),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[_descriptor(each) for each in known],
        )
        handvat = self._keep(Doel.TOEVOEGEN, gebruiker_id, chance, now)
        return Vraag(handvat, options_to_json(options))

    def new(
        self, gebruiker_id: str, handvat: str, answer: str, naam: str, now: datetime
    ) -> Passkey | None:
        """The passkey that a browser made; None when the answer is no good. Not yet kept."""
        plek = self._here()
        chance = self._take(Doel.TOEVOEGEN, gebruiker_id, handvat, now)
        if chance is None or len(answer) > LONGEST_ANSWER:
            return None
        try:
            verified = verify_registration_response(
                credential=answer,
                expected_challenge=challenge(chance, Gebonden(doel=Doel.TOEVOEGEN)),
                expected_rp_id=plek.host,
                expected_origin=plek.origin,
                require_user_verification=True,
            )
        except _NO_ANSWER:
            return None
        return Passkey(
            id=secrets.token_hex(16),
            gebruiker_id=gebruiker_id,
            credential=bytes_to_base64url(verified.credential_id),
            sleutel=verified.credential_public_key,
            teller=verified.sign_count,
            naam=naam,
            toegevoegd_op=now,
            gebruikt_op=None,
        )

    def ask(self, gebruiker_id: str | None, what: Gebonden, now: datetime) -> Vraag:
        """Ask for a passkey: of this user, or, without one, of whoever it finds."""
        plek = self._here()
        chance = secrets.token_bytes(32)
        allowed: list[PublicKeyCredentialDescriptor] = []
        if gebruiker_id is not None:
            with self.database.reading() as connection:
                allowed = [
                    _descriptor(each) for each in factoren.passkeys(connection, gebruiker_id)
                ]
        options = generate_authentication_options(
            rp_id=plek.host,
            challenge=challenge(chance, what),
            allow_credentials=allowed or None,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return Vraag(self._keep(what.doel, gebruiker_id, chance, now), options_to_json(options))

    def judge(
        self, gebruiker_id: str | None, what: Gebonden, handvat: str, answer: str, now: datetime
    ) -> tuple[str, Bevestigd] | None:
        """Who answered and what proves it; None when the answer is no good.

        Args:
            gebruiker_id: who must have answered; None: whoever did.
            what: what is confirmed; an answer to anything else is no good.
        """
        plek = self._here()
        chance = self._take(what.doel, gebruiker_id, handvat, now)
        sent = _parsed(answer)
        if chance is None or sent is None:
            return None
        with self.database.reading() as connection:
            passkey = factoren.passkey(connection, str(sent.get("id", ""))[:1400])
        if passkey is None or gebruiker_id not in (None, passkey.gebruiker_id):
            return None
        if not _is_of(sent, passkey.gebruiker_id, must_say=gebruiker_id is None):
            return None
        try:
            verified = verify_authentication_response(
                credential=sent,
                expected_challenge=challenge(chance, what),
                expected_rp_id=plek.host,
                expected_origin=plek.origin,
                credential_public_key=passkey.sleutel,
                credential_current_sign_count=passkey.teller,
                require_user_verification=True,
            )
        except _NO_ANSWER:
            return None
        with self.database.writing() as connection:
            factoren.use_passkey(connection, passkey.id, verified.new_sign_count, now)
        proof = {name: str(sent["response"][name]) for name in _SIGNED}
        proof |= {"toeval": bytes_to_base64url(chance), "credential": passkey.credential}
        proof["sleutel"] = bytes_to_base64url(passkey.sleutel)
        return passkey.gebruiker_id, Bevestigd(middel=Middel.PASSKEY, op=now, bewijs=proof)

    def _here(self) -> Plek:
        if self.plek is None:
            raise ValueError("no address is set by which passkeys could be tied to this place")
        return self.plek

    def _keep(self, doel: Doel, gebruiker_id: str | None, chance: bytes, now: datetime) -> str:
        handvat = secrets.token_urlsafe(32)
        with self.database.writing() as connection:
            aanmelden.give(
                connection,
                hashed(handvat),
                doel,
                gebruiker_id,
                bytes_to_base64url(chance),
                now + ANSWER_WITHIN,
                now=now,
            )
        return handvat

    def _take(
        self, doel: Doel, gebruiker_id: str | None, handvat: str, now: datetime
    ) -> bytes | None:
        """In a transaction of its own: whatever comes of the answer, there is no second one."""
        with self.database.writing() as connection:
            given = aanmelden.take(connection, hashed(handvat), doel, now)
        if given is None or given.gebruiker_id != gebruiker_id:
            return None
        return base64url_to_bytes(given.waarde)


_SIGNED = ("clientDataJSON", "authenticatorData", "signature")


def challenge(chance: bytes, what: Gebonden) -> bytes:
    """What a passkey signs: SHA-256 of chance, of the document's hash, and of what it is for."""
    document = bytes.fromhex(what.sha256)
    return hashlib.sha256(
        chance + document + b"\0" + what.doel.encode() + b"\0" + what.zaak_id.encode()
    ).digest()


def _parsed(answer: str) -> dict[str, Any] | None:
    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        sent = json.loads(answer)
    except ValueError:
        return None
    ok = isinstance(sent, dict) and isinstance(sent.get("response"), dict)
    return sent if ok else None


def _is_of(sent: dict[str, Any], gebruiker_id: str, *, must_say: bool) -> bool:
    """Whether the passkey itself says whose it is; one that was asked for need not."""
    handle = sent["response"].get("userHandle")
    if not handle:
        return not must_say
    try:
        return base64url_to_bytes(str(handle)) == gebruiker_id.encode()
    except ValueError:
        return False


def _descriptor(passkey: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.credential))
