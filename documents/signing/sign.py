"""A PDF with an empty field in, a signed PDF out."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from pyhanko.sign.signers import Signer

from documents.pdf.stamp import StampFacts
from documents.signing import appearance, evidence, keys
from documents.signing.errors import SigningUnavailable
from documents.signing.keyring import Keyring
from documents.signing.levels import Niveau, reaches
from documents.signing.pades import SignatureWriter, open_draft, stamp_document
from documents.signing.proof import gather
from documents.signing.signatory import Signatory

# At INFO it tells whose certificate it looks at.
logging.getLogger("pyhanko").setLevel(logging.ERROR)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signed PDF.

    Attributes:
        sha256: hash of the content.
        niveau: the level of the signature in the file.
        ondertekenaar: common name on the certificate.
        vingerafdruk: SHA-256 of the certificate, in hexadecimals.
        test: the key binds nobody.
        bewijs: proof beside the file that it existed at a moment (`evidence`), where long life
            was wanted and the file has no place for it.
    """

    content: bytes
    sha256: str
    niveau: Niveau
    ondertekenaar: str
    vingerafdruk: str
    test: bool
    bewijs: bytes | None


class Signing:
    """Signs decisions. May be used by several threads at once."""

    def __init__(self, keyring: Keyring, stamp: Callable[[StampFacts], bytes]) -> None:
        """Args:
        stamp: draws the visible part: a PDF of one page (`documents.pdf.stamp.draw`).
        """
        self._keyring = keyring
        self._stamp = stamp
        self._writer = SignatureWriter()

    def sign(self, content: bytes, who: Signatory, at: datetime) -> Signed:
        """The same file, signed in the field `handtekening`.

        Args:
            at: the moment the signature tells, aware.

        Raises:
            NoKey: nobody's key signs for this person.
            NotSignable: no PDF, or one without that field still empty.
            SigningUnavailable: a key or service does not answer, or gives less than is asked.
        """
        if at.tzinfo is None:
            raise ValueError("naive moment")
        key = self._keyring.key_for(who)
        return _finished(self._sign(content, who, at, key.source))

    async def _sign(
        self, content: bytes, who: Signatory, at: datetime, source: keys.KeySource
    ) -> Signed:
        draft = open_draft(content)
        async with source.opened() as signer:
            certificate = _certificate_of(signer, at)
            test = keys.binds_nobody(certificate)
            proof = await gather(self._keyring, signer, at)
            seen = self._stamp(
                StampFacts(
                    naam=who.naam,
                    rol=_role_text(who),
                    moment=at,
                    test=test,
                    width=draft.width,
                    height=draft.height,
                )
            )
            signed = await self._writer.write(draft, signer, proof, at, appearance.style_of(seen))
        niveau, bewijs = proof.niveau, None
        if reaches(self._keyring.wanted, "B-LTA") and reaches(niveau, "B-LT") and proof.stamper:
            if draft.for_time_stamp:
                signed, niveau = await stamp_document(signed, proof.stamper), "B-LTA"
            else:
                bewijs = await evidence.make(signed, proof)
        return Signed(
            content=signed,
            sha256=hashlib.sha256(signed).hexdigest(),
            niveau=niveau,
            ondertekenaar=keys.common_name(certificate),
            vingerafdruk=certificate.sha256.hex(),
            test=test,
            bewijs=bewijs,
        )


def _finished(work: Coroutine[Any, Any, Signed]) -> Signed:
    """What comes of it, also where the thread that asks is busy with a loop of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(asyncio.run, work).result()


def _certificate_of(signer: Signer, at: datetime) -> x509.Certificate:
    """The signer's certificate, if it holds at this moment."""
    certificate = signer.signing_cert
    if certificate is None:
        raise SigningUnavailable("de sleutel heeft geen certificaat", retryable=False)
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        raise SigningUnavailable(
            "het certificaat van de sleutel is niet geldig op dit moment", retryable=False
        )
    return certificate


def _role_text(who: Signatory) -> str:
    """As what; whether by mandate or after a telephone call, the decision itself says (Wth 3.1)."""
    if who.rol == "burgemeester":
        return f"burgemeester van {who.gemeente_naam}"
    return f"hulpofficier van justitie, voor de burgemeester van {who.gemeente_naam}"
