"""An empty field in, a signed file out: archivable, accessible, and genuine to others too."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pikepdf
import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus

from documents.pdf import stamp
from documents.signing import evidence
from documents.signing.errors import NoKey, NotSignable, SigningUnavailable
from documents.signing.keyring import Keyring
from documents.signing.levels import LEVELS, Niveau
from documents.signing.sign import Signed, Signing
from documents.signing.signatory import Signatory
from documents.signing.trust import Trust
from documents.signing.update import open_for_update
from tests.certificates import Authority, Issued
from tests.decisions import decision, refusals

Sign = Callable[[Niveau], Signed]


def judged(content: bytes, ring: Keyring, at: datetime, field: int = 0) -> PdfSignatureStatus:
    """What pyHanko's own validator says."""
    signature = PdfFileReader(io.BytesIO(content)).embedded_regular_signatures[field]
    return validate_pdf_signature(signature, ring.trust.to_sign(at))


def text_of(content: bytes) -> str:
    """What can be read on the pages, fields included."""
    with pypdfium2.PdfDocument(content) as pdf:
        pdf.init_forms()
        for each in pdf:
            each.flatten()
        return "\n".join(each.get_textpage().get_text_bounded() for each in pdf)


def xmp_of(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return pdf.Root.Metadata.read_bytes()


def test_a_decision_is_archivable_and_accessible_before_it_is_signed(unsigned: bytes) -> None:
    assert refusals(unsigned) == []


@pytest.mark.parametrize("niveau", LEVELS)
def test_it_stays_so_and_is_genuine_at_every_level(
    niveau: Niveau, sign: Sign, ring: Keyring, at: datetime
) -> None:
    signed = sign(niveau)

    assert signed.niveau == niveau
    assert refusals(signed.content) == []
    status = judged(signed.content, ring, at)
    assert status.bottom_line
    assert bool(status.timestamp_validity) == (niveau != "B-B")


@pytest.mark.parametrize("niveau", LEVELS)
def test_what_the_file_says_about_itself_is_unchanged(
    niveau: Niveau, sign: Sign, unsigned: bytes
) -> None:
    assert xmp_of(sign(niveau).content) == xmp_of(unsigned)


def test_the_signed_file_begins_with_the_bytes_that_were_approved(
    sign: Sign, unsigned: bytes
) -> None:
    assert sign("B-LTA").content.startswith(unsigned)


def test_the_signature_tells_the_moment_it_was_given(sign: Sign, at: datetime) -> None:
    signature = PdfFileReader(io.BytesIO(sign("B-LT").content)).embedded_regular_signatures[0]

    assert signature.self_reported_timestamp == at


def test_a_changed_byte_is_noticed(sign: Sign, ring: Keyring, at: datetime) -> None:
    content = bytearray(sign("B-B").content)
    comment = content.index(b"\n%") + 2
    content[comment] ^= 1  # where it changes nothing that is read

    assert not judged(bytes(content), ring, at).intact


def test_a_second_signature_leaves_the_first_valid(
    ring: Keyring, burgemeester: Signatory, hulpofficier: Signatory, at: datetime
) -> None:
    content = decision("handtekening", "ontvangst")
    first = Signing(ring, stamp.draw).sign(content, burgemeester, at).content
    output = io.BytesIO()

    async def add() -> None:
        async with ring.key_for(hulpofficier).source.opened() as signer:
            metadata = PdfSignatureMetadata(
                field_name="ontvangst", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
            )
            await PdfSigner(metadata, signer).async_sign_pdf(
                open_for_update(first), output=output, existing_fields_only=True
            )

    asyncio.run(add())

    both = output.getvalue()
    assert judged(both, ring, at, 0).bottom_line
    assert judged(both, ring, at, 1).bottom_line


def test_the_visible_part_names_the_person_the_role_and_the_moment(sign: Sign) -> None:
    text = text_of(sign("B-LT").content)

    for part in (
        "B. Meester",
        "burgemeester van Voorbeeldstad",
        "zaterdag 21 maart 2026, 02.05 uur",
        "TEST, zonder rechtskracht",
    ):
        assert part in text


def test_a_real_key_leaves_no_test_mark(
    ring_of: Callable[[Issued, Trust], Keyring],
    issuer: Authority,
    unsigned: bytes,
    burgemeester: Signatory,
    at: datetime,
) -> None:
    real = ring_of(issuer.issue("Burgemeester van Voorbeeldstad"), issuer.trust())

    signed = Signing(real, stamp.draw).sign(unsigned, burgemeester, at)

    assert not signed.test
    assert signed.ondertekenaar == "Burgemeester van Voorbeeldstad"
    assert "TEST" not in text_of(signed.content)
    assert refusals(signed.content) == []


def test_an_rsa_key_signs_as_well(
    ring_of: Callable[[Issued, Trust], Keyring],
    issuer: Authority,
    unsigned: bytes,
    burgemeester: Signatory,
    at: datetime,
) -> None:
    ring = ring_of(issuer.issue("Burgemeester", "rsa"), issuer.trust())

    signed = Signing(ring, stamp.draw).sign(unsigned, burgemeester, at)

    assert judged(signed.content, ring, at).bottom_line


def test_the_stamp_is_as_large_as_its_field(
    ring: Keyring, unsigned: bytes, burgemeester: Signatory, at: datetime
) -> None:
    seen: list[stamp.StampFacts] = []

    def draw(facts: stamp.StampFacts) -> bytes:
        seen.append(facts)
        return stamp.draw(facts)

    Signing(ring, draw).sign(unsigned, burgemeester, at)

    (facts,) = seen
    assert facts.width == pytest.approx(74 / 25.4 * 72, abs=0.1)
    assert facts.height == pytest.approx(26 / 25.4 * 72, abs=0.1)


def test_without_a_place_for_it_the_long_proof_stands_beside_the_file(
    ring: Keyring, plain_unsigned: bytes, burgemeester: Signatory, at: datetime
) -> None:
    signed = Signing(ring, stamp.draw).sign(plain_unsigned, burgemeester, at)

    assert signed.niveau == "B-LT"
    assert refusals(signed.content) == []
    assert signed.bewijs is not None
    assert evidence.read(signed.bewijs).check(signed.content, ring.trust) == at


def test_the_hulpofficier_signs_for_the_burgemeester(
    ring: Keyring, unsigned: bytes, hulpofficier: Signatory, at: datetime
) -> None:
    signed = Signing(ring, stamp.draw).sign(unsigned, hulpofficier, at)

    assert signed.ondertekenaar == "TEST hulpofficier"
    assert "hulpofficier van justitie, voor de burgemeester van Voorbeeldstad" in " ".join(
        text_of(signed.content).split()
    )


def test_many_threads_sign_at_once(
    ring: Keyring, unsigned: bytes, burgemeester: Signatory, at: datetime
) -> None:
    signing = Signing(ring, stamp.draw)
    moments = [at + timedelta(minutes=number) for number in range(8)]

    with ThreadPoolExecutor(4) as pool:
        signed = list(pool.map(lambda at: signing.sign(unsigned, burgemeester, at), moments))

    for each, moment in zip(signed, moments, strict=True):
        status = judged(each.content, ring, moment)
        assert status.bottom_line
        assert status.signer_reported_dt == moment


def test_nobody_signs_without_a_key(ring: Keyring, unsigned: bytes, at: datetime) -> None:
    who = Signatory(gemeente="0363", gemeente_naam="Anderdam", rol="burgemeester", naam="A. Nder")
    elsewhere = replace(ring, keys=tuple(replace(key, gemeente="0599") for key in ring.keys))

    with pytest.raises(NoKey) as refused:
        Signing(elsewhere, stamp.draw).sign(unsigned, who, at)

    assert "A. Nder" not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "geen leesbare PDF"),
        (b"%PDF-1.7\n", "geen leesbare PDF"),
        (b"\x00" * 1000, "geen leesbare PDF"),
    ],
)
def test_what_is_no_pdf_is_refused(
    ring: Keyring, burgemeester: Signatory, at: datetime, content: bytes, reason: str
) -> None:
    with pytest.raises(NotSignable, match=reason):
        Signing(ring, stamp.draw).sign(content, burgemeester, at)


def test_a_file_without_the_field_is_refused(
    ring: Keyring, burgemeester: Signatory, at: datetime
) -> None:
    with pytest.raises(NotSignable, match="geen veld handtekening"):
        Signing(ring, stamp.draw).sign(decision("ontvangst"), burgemeester, at)


def test_a_file_is_signed_once(
    sign: Sign, ring: Keyring, burgemeester: Signatory, at: datetime
) -> None:
    with pytest.raises(NotSignable, match="al ondertekend"):
        Signing(ring, stamp.draw).sign(sign("B-B").content, burgemeester, at)


def test_an_encrypted_file_is_refused(
    ring: Keyring, unsigned: bytes, burgemeester: Signatory, at: datetime
) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user=""))

    with pytest.raises(NotSignable, match="versleuteld"):
        Signing(ring, stamp.draw).sign(out.getvalue(), burgemeester, at)


def test_a_certificate_that_ran_out_signs_nothing(
    ring_of: Callable[[Issued, Trust], Keyring],
    issuer: Authority,
    unsigned: bytes,
    burgemeester: Signatory,
    at: datetime,
) -> None:
    old = issuer.issue("Burgemeester", end=datetime(2026, 1, 1, tzinfo=UTC))

    with pytest.raises(SigningUnavailable, match="niet geldig") as refused:
        Signing(ring_of(old, issuer.trust()), stamp.draw).sign(unsigned, burgemeester, at)

    assert not refused.value.retryable


def test_a_naive_moment_is_a_mistake(
    ring: Keyring, unsigned: bytes, burgemeester: Signatory, at: datetime
) -> None:
    with pytest.raises(ValueError, match="naive"):
        Signing(ring, stamp.draw).sign(unsigned, burgemeester, at.replace(tzinfo=None))
