"""Three sources of keys, one contract: the same signature, the same answers to trouble."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents.pdf import stamp
from documents.signing.errors import SigningUnavailable
from documents.signing.keyring import Keyring, read_keyring
from documents.signing.sign import Signing
from documents.signing.signatory import Signatory
from documents.signing.verify import Verifier
from tests.certificates import NOW, Authority, Issued
from tests.contract.conftest import PINS
from tests.decisions import decision, refusals
from tests.services import SigningService, served

AT = datetime(2026, 3, 21, 1, 5, tzinfo=UTC)
WHO = Signatory(
    gemeente="0599", gemeente_naam="Voorbeeldstad", rol="burgemeester", naam="B. Meester"
)
PASSWORD = "wachtwoord-van-het-bestand"
PIN = PINS["gemeente"]
SECRETS = (PASSWORD, PIN, SigningService.TOKEN, SigningService.CLIENT[1])
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
TOML = """
niveau = "B-B"
[[sleutel]]
gemeente = "0599"
rol = "burgemeester"
{source}
[vertrouwen]
roots = ["root.pem"]
"""


@dataclass(frozen=True)
class Holder:
    """Somebody whose keys are in one kind of place."""

    issued: Issued
    ring: Keyring
    service: SigningService | None = None


@pytest.fixture(scope="module")
def issuer() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    return decision("handtekening")


@pytest.fixture(scope="module")
def tokens(token_folder: Path) -> Callable[[str, Issued], None]:
    """Puts a key and its certificate into a software token, under a label."""
    folder = token_folder

    def run(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True)

    def put(label: str, issued: Issued) -> None:
        (folder / "key.pem").write_bytes(issued.key_pem())
        (folder / "certificate.der").write_bytes(issued.der())
        where = [
            "--token",
            "gemeente",
            "--pin",
            PIN,
            "--label",
            label,
            "--id",
            label.encode().hex(),
        ]
        run("softhsm2-util", "--import", str(folder / "key.pem"), *where)
        run(
            *f"pkcs11-tool --module {MODULE} --token-label gemeente --login --pin {PIN}".split(),
            *f"--type cert --id {label.encode().hex()} --label {label}".split(),
            *("--write-object", str(folder / "certificate.der")),
        )

    return put


@pytest.fixture(scope="module")
def write_ring(
    issuer: Authority, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Keyring]:
    """A ring read from a file, as an administrator writes it."""

    def written(source: str, **files: bytes) -> Keyring:
        folder = tmp_path_factory.mktemp("ring")
        (folder / "root.pem").write_bytes(issuer.root_pem())
        for name, content in files.items():
            (folder / name).write_bytes(content)
        (folder / "sleutels.toml").write_text(TOML.format(source=source))
        return read_keyring(folder / "sleutels.toml")

    return written


@pytest.fixture(
    scope="module",
    params=[(bron, kind) for bron in ("pkcs12", "pkcs11", "csc") for kind in ("ec", "rsa")],
    ids="-".join,
)
def holder(
    request: pytest.FixtureRequest,
    issuer: Authority,
    write_ring: Callable[..., Keyring],
) -> Iterator[Holder]:
    bron, kind = request.param
    issued = issuer.issue("Burgemeester van Voorbeeldstad", kind)
    with ExitStack() as stack:
        if bron == "pkcs12":
            ring = write_ring(
                'bron = "pkcs12"\nbestand = "sleutel"\nwachtwoord_bestand = "wachtwoord"',
                sleutel=issued.p12(PASSWORD),
                wachtwoord=PASSWORD.encode(),
            )
            yield Holder(issued, ring)
        elif bron == "pkcs11":
            request.getfixturevalue("tokens")(kind, issued)
            ring = write_ring(
                f'bron = "pkcs11"\nmodule = "{MODULE}"\ntoken = "gemeente"\nlabel = "{kind}"\n'
                'pin_bestand = "pin"\nketen = "root.pem"',
                pin=PIN.encode(),
            )
            yield Holder(issued, ring)
        else:
            service = SigningService(issued.key, [issued.der()])
            url = stack.enter_context(served(service))
            yield Holder(issued, provided(write_ring, url), service)


def provided(write_ring: Callable[..., Keyring], url: str, timeout: float = 10) -> Keyring:
    name, secret = SigningService.CLIENT
    return write_ring(
        f'bron = "csc"\nurl = "{url}"\ncredential = "{SigningService.CREDENTIAL}"\n'
        f'client = "{name}"\nclient_geheim_bestand = "geheim"\npin_bestand = "pin"\n'
        f'keten = "root.pem"\nwachttijd = {timeout}',
        geheim=secret.encode(),
        pin=SigningService.PIN.encode(),
    )


def test_it_signs_a_decision(holder: Holder, unsigned: bytes) -> None:
    signed = Signing(holder.ring, stamp.draw).sign(unsigned, WHO, AT)

    assert signed.ondertekenaar == "Burgemeester van Voorbeeldstad"
    assert signed.niveau == "B-B"
    assert not signed.test
    assert refusals(signed.content) == []
    assert Verifier(holder.ring.trust).verify(signed.content, NOW).genuine


def test_it_signs_for_many_at_once(holder: Holder, unsigned: bytes) -> None:
    signing = Signing(holder.ring, stamp.draw)

    with ThreadPoolExecutor(4) as pool:
        signed = list(pool.map(lambda _: signing.sign(unsigned, WHO, AT), range(6)))

    assert len({each.sha256 for each in signed}) == 6
    assert Verifier(holder.ring.trust).verify(signed[-1].content, NOW).genuine


def test_the_ring_shows_no_secret(holder: Holder) -> None:
    assert not [secret for secret in SECRETS if secret in repr(holder.ring)]


# ── tokens ──────────────────────────────────────────────────────────────────────────────────


def token_ring(write_ring: Callable[..., Keyring], **changed: str) -> Keyring:
    values = {"module": MODULE, "token": "gemeente", "label": "nood", "pin": PIN, **changed}
    return write_ring(
        f'bron = "pkcs11"\nmodule = "{values["module"]}"\ntoken = "{values["token"]}"\n'
        f'label = "{values["label"]}"\npin_bestand = "pin"',
        pin=values["pin"].encode(),
    )


def test_two_rings_use_one_token(
    tokens: Callable[[str, Issued], None],
    issuer: Authority,
    write_ring: Callable[..., Keyring],
    unsigned: bytes,
) -> None:
    tokens("gedeeld", issuer.issue("Burgemeester"))
    signings = [Signing(token_ring(write_ring, label="gedeeld"), stamp.draw) for _ in range(2)]

    for signing in (*signings, *signings):
        assert signing.sign(unsigned, WHO, AT).content


@pytest.mark.parametrize(
    ("changed", "reason", "retryable"),
    [
        ({"label": "onbekend"}, "niet precies één sleutel", False),
        ({"token": "onbekend"}, "antwoordt niet", True),
        ({"module": "/usr/lib/geen-module.so"}, "antwoordt niet", True),
    ],
)
def test_a_token_in_trouble_tells_whether_to_try_again(
    tokens: Callable[[str, Issued], None],
    write_ring: Callable[..., Keyring],
    unsigned: bytes,
    changed: dict[str, str],
    reason: str,
    retryable: bool,
) -> None:
    with pytest.raises(SigningUnavailable, match=reason) as refused:
        Signing(token_ring(write_ring, **changed), stamp.draw).sign(unsigned, WHO, AT)

    assert refused.value.retryable is retryable


def test_a_refused_pin_is_not_tried_again(tokens: Callable[[str, Issued], None]) -> None:
    """In a process of its own: in this one somebody may have logged in to the token already."""
    program = f"""
import pathlib
from documents.signing.errors import SigningUnavailable
from documents.signing.pkcs11 import Token
try:
    Token(pathlib.Path({MODULE!r}), "gemeente", "0000").ask(lambda session: session)
except SigningUnavailable as error:
    print(error.retryable, error)
"""
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert answer.stdout == "False het token weigert de pincode\n"


# ── providers ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def service(issuer: Authority) -> SigningService:
    issued = issuer.issue("Burgemeester van Voorbeeldstad")
    return SigningService(issued.key, [issued.der()])


def test_the_provider_is_asked_in_order_and_once_about_the_key(
    service: SigningService, write_ring: Callable[..., Keyring], unsigned: bytes
) -> None:
    with served(service) as url:
        signing = Signing(provided(write_ring, url), stamp.draw)
        signing.sign(unsigned, WHO, AT)
        signing.sign(unsigned, WHO, AT)

    first = ["oauth2/token", "credentials/info", "credentials/authorize", "signatures/signHash"]
    assert service.calls == [*first, *(call for call in first if call != "credentials/info")]


def test_a_token_of_access_that_is_given_is_used(
    service: SigningService, write_ring: Callable[..., Keyring], unsigned: bytes
) -> None:
    with served(service) as url:
        ring = write_ring(
            f'bron = "csc"\nurl = "{url}"\ncredential = "{SigningService.CREDENTIAL}"\n'
            'toegang_bestand = "toegang"\npin_bestand = "pin"',
            toegang=SigningService.TOKEN.encode(),
            pin=SigningService.PIN.encode(),
        )
        assert Signing(ring, stamp.draw).sign(unsigned, WHO, AT).content

    assert "oauth2/token" not in service.calls


@pytest.mark.parametrize(
    ("call", "status", "answer", "retryable"),
    [
        ("oauth2/token", 401, {"error": "invalid_client"}, False),
        ("oauth2/token", 200, {}, False),
        ("credentials/info", 400, {"error": "invalid_request"}, False),
        ("credentials/info", 200, {"cert": {"certificates": []}}, False),
        ("credentials/info", 200, ["geen", "tabel"], False),
        ("credentials/authorize", 400, {"error": "invalid_pin", "error_description": PIN}, False),
        ("credentials/authorize", 429, {}, True),
        ("credentials/authorize", 503, {}, True),
        ("signatures/signHash", 500, {"error": "server_error"}, True),
        ("signatures/signHash", 400, {"error": "invalid_request"}, False),
        ("signatures/signHash", 200, {"signatures": []}, False),
        ("signatures/signHash", 200, {"signatures": ["geen base64"]}, False),
        ("signatures/signHash", 302, {}, False),
    ],
)
def test_a_provider_in_trouble_tells_whether_to_try_again(
    service: SigningService,
    write_ring: Callable[..., Keyring],
    unsigned: bytes,
    call: str,
    status: int,
    answer: object,
    retryable: bool,
) -> None:
    service.trouble[call] = (status, answer)

    with served(service) as url, pytest.raises(SigningUnavailable) as refused:
        Signing(provided(write_ring, url), stamp.draw).sign(unsigned, WHO, AT)

    assert refused.value.retryable is retryable
    told = f"{refused.value} {refused.value.__cause__}"
    assert not [secret for secret in SECRETS if secret in told]


def test_a_slow_provider_is_not_waited_for_for_ever(
    service: SigningService, write_ring: Callable[..., Keyring], unsigned: bytes
) -> None:
    service.slow = 1.5

    with served(service) as url, pytest.raises(SigningUnavailable) as refused:
        Signing(provided(write_ring, url, timeout=0.5), stamp.draw).sign(unsigned, WHO, AT)

    assert refused.value.retryable


def test_a_provider_that_is_gone_may_come_back(
    write_ring: Callable[..., Keyring], unsigned: bytes
) -> None:
    ring = provided(write_ring, "http://127.0.0.1:9")

    with pytest.raises(SigningUnavailable, match="antwoordt niet") as refused:
        Signing(ring, stamp.draw).sign(unsigned, WHO, AT)

    assert refused.value.retryable


def test_a_key_that_asks_for_a_person_every_time_is_refused(
    service: SigningService, write_ring: Callable[..., Keyring], unsigned: bytes
) -> None:
    service.otp = True

    with served(service) as url, pytest.raises(SigningUnavailable, match="een mens"):
        Signing(provided(write_ring, url), stamp.draw).sign(unsigned, WHO, AT)
