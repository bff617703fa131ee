"""Anybody's bytes in, a verdict out."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pikepdf
import pytest

from documents.pdf import stamp
from documents.signing import authority, verify
from documents.signing.examine import examine
from documents.signing.keyring import Keyring
from documents.signing.levels import LEVELS, Niveau
from documents.signing.sign import Signed, Signing
from documents.signing.signatory import Signatory
from documents.signing.trust import Trust, read_crl
from documents.signing.update import open_for_update
from documents.signing.verdict import Finding
from documents.signing.verify import Limits, Verifier
from tests.certificates import NOW, Authority, Issued

NOISE = random.Random(1).randbytes(50_000)  # noqa: S311 - the same every time
Sign = Callable[[Niveau], Signed]


@pytest.fixture(scope="module")
def verifier(ring: Keyring) -> Verifier:
    return Verifier(ring.trust)


@pytest.mark.parametrize("niveau", LEVELS)
def test_what_we_signed_is_genuine(
    niveau: Niveau, sign: Sign, verifier: Verifier, at: datetime
) -> None:
    verdict = verifier.verify(sign(niveau).content, NOW)

    assert verdict.genuine
    assert verdict.intact
    assert verdict.niveau == niveau
    assert verdict.ondertekenaar == "TEST burgemeester"
    assert verdict.ondertekend_op == at
    assert verdict.moment_proven is (niveau != "B-B")
    assert verdict.test
    assert verdict.later_changes == ("allowed" if niveau == "B-LTA" else "none")


def test_another_authoritys_signature_is_not(sign: Sign) -> None:
    elsewhere = Verifier(authority.trial_authority(None).trust)

    verdict = elsewhere.verify(sign("B-LT").content, NOW)

    assert verdict.finding is Finding.UNTRUSTED
    assert verdict.intact
    assert verdict.niveau == "B-B"


def test_who_trusts_nobody_finds_nothing_genuine(sign: Sign) -> None:
    assert Verifier(Trust()).verify(sign("B-LT").content, NOW).finding is Finding.UNTRUSTED


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_a_changed_byte_is_noticed(
    where: float, sign: Sign, unsigned: bytes, verifier: Verifier
) -> None:
    content = bytearray(sign("B-LT").content)
    content[int(len(unsigned) * where)] ^= 1

    assert verifier.verify(bytes(content), NOW).finding in (Finding.CHANGED, Finding.UNREADABLE)


def test_another_page_in_a_later_revision_is_noticed(sign: Sign, verifier: Verifier) -> None:
    writer = open_for_update(sign("B-LT").content)
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = page.raw_get("/Parent")
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)

    verdict = verifier.verify(out.getvalue(), NOW)

    assert verdict.finding is Finding.CHANGED
    assert verdict.later_changes == "forbidden"


def test_something_behind_the_end_is_noticed(sign: Sign, verifier: Verifier) -> None:
    verdict = verifier.verify(sign("B-LT").content + b"\n% more\n", NOW)

    assert verdict.finding is Finding.CHANGED


def test_another_end_behind_the_end_is_noticed(sign: Sign, verifier: Verifier) -> None:
    content = sign("B-LT").content
    tail = content[content.rindex(b"startxref") :]

    assert not verifier.verify(content + b"\n% more\n" + tail, NOW).genuine


def test_half_a_file_is_not_genuine(sign: Sign, verifier: Verifier) -> None:
    content = sign("B-LT").content

    assert not verifier.verify(content[: len(content) // 2], NOW).genuine


def test_a_file_without_signature_says_so(unsigned: bytes, verifier: Verifier) -> None:
    assert verifier.verify(unsigned, NOW).finding is Finding.UNSIGNED


@pytest.mark.parametrize(
    ("revoked_after", "finding"), [(-1, Finding.UNTRUSTED), (1, Finding.GENUINE)]
)
def test_what_is_known_later_counts_for_the_moment_of_signing(
    revoked_after: int,
    finding: Finding,
    ring: Keyring,
    ring_of: Callable[[Issued, Trust], Keyring],
    unsigned: bytes,
    burgemeester: Signatory,
    at: datetime,
) -> None:
    issuer = Authority()
    issued = issuer.issue("Burgemeester van Voorbeeldstad")
    before = ring_of(issued, issuer.trust())
    signed = Signing(before, stamp.draw).sign(unsigned, burgemeester, at)
    issuer.revoke(issued, at + timedelta(hours=revoked_after))
    later = read_crl(issuer.crl(begin=at + timedelta(days=3)))

    told = Verifier(replace(before.trust, crls=(*ring.trust.crls, later)))

    assert Verifier(before.trust).verify(signed.content, NOW).genuine
    assert told.verify(signed.content, NOW).finding is finding


@pytest.mark.parametrize("claimed", [-30, -10])
def test_a_revoked_key_cannot_sign_in_the_past(
    claimed: int,
    ring_of: Callable[[Issued, Trust], Keyring],
    unsigned: bytes,
    burgemeester: Signatory,
    at: datetime,
) -> None:
    """Nobody but the signature itself says when it was set, before or after the key was stolen."""
    issuer = Authority()
    issued = issuer.issue("Burgemeester van Voorbeeldstad")
    stolen = replace(ring_of(issued, issuer.trust()), time_stamps=None, wanted="B-B")
    forged = Signing(stolen, stamp.draw).sign(unsigned, burgemeester, at + timedelta(days=claimed))
    issuer.revoke(issued, at - timedelta(days=20))

    verdict = Verifier(issuer.trust()).verify(forged.content, NOW)

    assert verdict.finding is Finding.UNTRUSTED
    assert verdict.intact


@pytest.mark.parametrize("niveau", LEVELS)
def test_only_what_proves_itself_lasts(niveau: Niveau, sign: Sign, verifier: Verifier) -> None:
    verdict = verifier.verify(sign(niveau).content, NOW)

    assert verdict.lasting is (niveau in ("B-LT", "B-LTA"))


def test_a_strangers_changed_file_is_a_strangers(sign: Sign, verifier: Verifier) -> None:
    content = bytearray(sign("B-LT").content)
    content[11] ^= 1  # in the comment of the second line: all else can still be read
    ours = Verifier(authority.trial_authority(None).trust)

    verdict = ours.verify(bytes(content), NOW)

    assert verifier.verify(bytes(content), NOW).finding is Finding.CHANGED
    assert verdict.finding is Finding.UNTRUSTED
    assert not verdict.intact


def test_what_was_signed_before_the_certificate_ran_out_stays_genuine(
    ring_of: Callable[[Issued, Trust], Keyring],
    issuer: Authority,
    unsigned: bytes,
    burgemeester: Signatory,
    at: datetime,
) -> None:
    short = issuer.issue("Burgemeester van Voorbeeldstad", end=at + timedelta(days=1))
    ring = ring_of(short, issuer.trust())

    signed = Signing(ring, stamp.draw).sign(unsigned, burgemeester, at)

    verdict = Verifier(ring.trust).verify(signed.content, NOW)
    assert verdict.genuine
    assert verdict.moment_proven
    assert not verdict.test


def test_a_time_stamp_of_a_stranger_proves_no_moment(
    ring_of: Callable[[Issued, Trust], Keyring],
    issuer: Authority,
    unsigned: bytes,
    burgemeester: Signatory,
    at: datetime,
) -> None:
    ring = ring_of(issuer.issue("Burgemeester"), issuer.trust())
    stranger = authority.trial_authority(None)
    believed = Trust(
        roots=(*ring.trust.roots, *stranger.trust.roots),
        crls=(*ring.trust.crls, *stranger.trust.crls),
    )
    mixed = replace(ring, time_stamps=stranger.time_stamps, trust=believed)

    verdict = Verifier(ring.trust).verify(
        Signing(mixed, stamp.draw).sign(unsigned, burgemeester, at).content, NOW
    )

    assert not verdict.genuine
    assert not verdict.moment_proven


# ── hostile ─────────────────────────────────────────────────────────────────────────────────


def _loop() -> bytes:
    """Cross-reference tables that point at each other for ever."""
    body = b"%PDF-1.7\n% /ByteRange\n"
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev %d>>\n"
    first = len(body)
    second = first + len(table % 1000) + 10
    content = body + (table % second).ljust(second - first) + table % first
    return content + b"startxref\n%d\n%%%%EOF\n" % first


def _nested() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/AcroForm<</Fields "
        + b"[" * 200_000
        + b"/ByteRange]>>>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
        + b"trailer\n<</Size 2/Root 1 0 R>>\nstartxref\n400000\n%%EOF\n"
    )


def _bomb() -> bytes:
    """An object stream that is a gigabyte once unpacked."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(10_000_000)) for _ in range(100)) + packer.flush()
    return (
        b"%%PDF-1.7\n%% /ByteRange\n1 0 obj\n<</Type/XRef/Size 2/W[1 4 2]/Root 1 0 R"
        b"/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(packed)
        + packed
        + b"\nendstream\nendobj\nstartxref\n22\n%%EOF\n"
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"%PDF-1.7", id="a first line"),
        pytest.param(b"%PDF-1.7\n/ByteRange [0 1 2 3]", id="no objects"),
        pytest.param(b"%PDF-1.7\n/ByteRange" + NOISE, id="noise"),
        pytest.param(_loop(), id="a loop"),
        pytest.param(_nested(), id="nested too deep"),
        pytest.param(_bomb(), id="a bomb"),
    ],
)
def test_hostile_bytes_get_a_verdict(content: bytes, verifier: Verifier) -> None:
    assert verifier.verify(content, NOW).finding in (Finding.UNREADABLE, Finding.TOO_SLOW)


def test_an_encrypted_file_says_so(unsigned: bytes, verifier: Verifier) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="geheim", user="geheim"))

    assert verifier.verify(out.getvalue() + b"% /ByteRange", NOW).finding is Finding.ENCRYPTED


def test_a_file_that_is_too_large_is_not_read(verifier: Verifier) -> None:
    assert verifier.verify(bytes(verify.MAX_SIZE + 1), NOW).finding is Finding.TOO_LARGE


def test_what_gets_no_processor_in_time_is_stopped(ring: Keyring, sign: Sign) -> None:
    verdict = Verifier(ring.trust, Limits(wait=0.0)).verify(sign("B-LTA").content, NOW)

    assert verdict.finding is Finding.TOO_SLOW


def _endless() -> bytes:
    """Fields in fields in fields: 36 kilobytes that take minutes to walk."""
    fields = b"3 0 R " * 2000
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]/SigFlags 3>>>>" % fields,
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</FT/Sig/T(handtekening)/Kids[%s]>>" % (b"5 0 R " * 2000),
        b"<</Type/Sig/ByteRange[0 1 2 3]/Contents<3000>>>",
        b"<</T(a)/Kids[%s]>>" % (b"6 0 R " * 2000),
        b"<</T(b)/FT/Sig/V null>>",
    ]
    content, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + (
        b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(content))
    )


def test_what_takes_too_long_is_stopped(ring: Keyring) -> None:
    verdict = Verifier(ring.trust, Limits(seconds=1, wait=600.0)).verify(_endless(), NOW)

    assert verdict.finding is Finding.TOO_SLOW


def test_who_would_have_to_wait_is_told_so(
    verifier: Verifier, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "_WAIT", 0.01)
    content = sign("B-B").content
    with verifier._turns, verifier._turns:  # noqa: SLF001 - as while two others are judged
        assert verifier.verify(content, NOW).finding is Finding.BUSY

    assert verifier.verify(content, NOW).genuine


def test_what_takes_too_much_memory_is_stopped(ring: Keyring, sign: Sign) -> None:
    verdict = Verifier(ring.trust, Limits(memory=30_000_000)).verify(sign("B-LTA").content, NOW)

    assert verdict.finding is Finding.TOO_SLOW


def test_every_cut_of_a_file_gets_a_verdict(ring: Keyring, sign: Sign) -> None:
    content = sign("B-LTA").content
    chance = random.Random(7)  # noqa: S311 - the same every time

    for _ in range(60):
        broken = bytearray(content[: chance.randrange(len(content))])
        for _ in range(20):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        assert not examine(bytes(broken), ring.trust, NOW).genuine
