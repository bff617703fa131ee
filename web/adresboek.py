"""The one who speaks to the register of addresses (BAG, individuele bevragingen, version 2).

Asked by the server alone: the key and the address somebody typed go to the register and to nobody
else. Nothing waits for it: without an answer in time people type the address themselves.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import httpx

from engine.errors import Unavailable

#: The register answers in a fraction of this (s), or not at all.
TIMEOUT = 3.0
#: An address has at most some hundreds of bytes, a block of flats some hundreds of addresses.
MAX_ANSWER = 1024 * 1024

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevonden:
    """What the register knows of a postcode with a house number.

    Attributes:
        toevoegingen: what follows the number there, as it is written ("A", "2", "A-1"); "" is one.
    """

    straat: str
    plaats: str
    toevoegingen: tuple[str, ...]


class Adresboek:
    """The register of addresses.

    Args:
        url: of the version, as https://api.bag.kadaster.nl/lvbag/individuelebevragingen/v2.
        key: the key that Kadaster gave.
    """

    def __init__(self, url: str, key: str) -> None:
        # it would log every address that is looked for
        for noisy in ("httpx", "httpcore"):
            logging.getLogger(noisy).setLevel(logging.WARNING)
        self._client = httpx.Client(
            base_url=url,
            timeout=TIMEOUT,
            headers={"X-Api-Key": key, "Accept": "application/hal+json"},
        )

    def find(self, postcode: str, huisnummer: int) -> Gevonden | None:
        """The street and town of a postcode (1234AB) with a house number; None when unknown.

        Raises:
            Unavailable: the register does not answer, or says what it should not.
        """
        try:
            answer = self._client.get(
                "/adressen", params={"postcode": postcode, "huisnummer": huisnummer}
            )
            if answer.status_code in (httpx.codes.NOT_FOUND, httpx.codes.BAD_REQUEST):
                return None
            answer.raise_for_status()
            return _read(answer.json()) if len(answer.content) <= MAX_ANSWER else _strange()
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("the register of addresses does not answer: %s", type(error).__name__)
            raise Unavailable("adresboek") from None

    def close(self) -> None:
        """Let go of its connections."""
        self._client.close()


def _read(content: Any) -> Gevonden | None:
    found = content.get("_embedded", {}).get("adressen", [])
    if not found:
        return None
    first = next((each for each in found if not each.get("indicatieNevenadres")), found[0])
    return Gevonden(
        straat=_text(first["openbareRuimteNaam"]),
        plaats=_text(first["woonplaatsNaam"]),
        toevoegingen=tuple(sorted({_addition(each) for each in found})),
    )


def _addition(each: Any) -> str:
    parts = (str(each.get(name) or "") for name in ("huisletter", "huisnummertoevoeging"))
    return "-".join(part for part in parts if part)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("no text where a name belongs")
    return value.strip()[:200]


def _strange() -> Gevonden | None:
    raise ValueError("a longer answer than there are addresses")
