"""Which key signs for whom."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from asn1crypto import x509

from documents.signing import keyring_file
from documents.signing.csc import CscSource, Provider
from documents.signing.errors import NoKey
from documents.signing.keyring_file import Csc, KeyringFile, Pkcs11, Pkcs12, Place, Tijdstempel
from documents.signing.keys import Key, KeySource
from documents.signing.levels import Niveau
from documents.signing.pkcs11 import Pkcs11Source, Token
from documents.signing.pkcs12 import source_from_pkcs12
from documents.signing.signatory import Signatory
from documents.signing.timestamps import HttpTimeStamps, TimeStampSource
from documents.signing.trust import Trust, read_certificates, read_crl

_Read = TypeVar("_Read")
_Field = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """Keys, and what a signature with them gets added.

    Attributes:
        time_stamps: who says what time it was; None: nobody.
        wanted: the level that is reached if everything needed for it answers.
        least: below it nothing is signed.
    """

    keys: tuple[Key, ...]
    time_stamps: TimeStampSource | None
    trust: Trust
    wanted: Niveau
    least: Niveau

    def key_for(self, who: Signatory) -> Key:
        """The key of this person: his own before the one of his role.

        Raises:
            NoKey: there is none.
        """
        fitting = [key for key in self.keys if key.serves(who)]
        if not fitting:
            raise NoKey(who.gemeente, who.rol)
        return min(fitting, key=lambda key: (key.gebruiker is None, key.gemeente is None))


def read_keyring(path: Path) -> Keyring:
    """The ring that this file describes (TOML); paths in it are seen from its folder.

    Keys in files are opened now; tokens and providers are asked when somebody signs.

    Raises:
        UnfitKeyring: a line, a field or a file it names is wrong. It holds no secret.
    """
    file, place = keyring_file.parse(path)
    return _Reader(place).ring(file)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes real things of what the file names."""

    place: Place
    tokens: dict[tuple[str, str], Token] = field(default_factory=dict)

    def ring(self, file: KeyringFile) -> Keyring:
        self._check_unique(file)
        trust = Trust()
        if file.vertrouwen is not None:
            listed = file.vertrouwen
            trust = Trust(
                roots=self._certificates("roots", listed.roots),
                others=self._certificates("tussencertificaten", listed.tussencertificaten),
                crl_files=tuple(self._crl_file(each) for each in listed.crls),
                fetch=listed.ophalen,
            )
        return Keyring(
            keys=tuple(
                Key(
                    gemeente=entry.gemeente,
                    rol=entry.rol,
                    gebruiker=entry.gebruiker,
                    source=self._source(("sleutel", number), entry),
                )
                for number, entry in enumerate(file.sleutel)
            ),
            time_stamps=self._time_stamps(file.tijdstempel),
            trust=trust,
            wanted=file.niveau,
            least=file.minimaal,
        )

    def _check_unique(self, file: KeyringFile) -> None:
        seen: set[tuple[str, str, str | None]] = set()
        for number, entry in enumerate(file.sleutel):
            holder = (entry.gemeente, entry.rol, entry.gebruiker)
            if holder in seen:
                raise self.place.wrong(
                    ("sleutel", number, "rol"), "voor deze gemeente, rol en gebruiker is er al een"
                )
            seen.add(holder)

    def _source(self, at: _Field, entry: Pkcs12 | Pkcs11 | Csc) -> KeySource:
        chain: tuple[x509.Certificate, ...] = ()
        if entry.keten is not None:
            chain = tuple(self._read((*at, "keten"), entry.keten, read_certificates))
        if isinstance(entry, Pkcs12):
            password = self._secret(
                at, "wachtwoord", entry.wachtwoord_bestand, entry.wachtwoord_variabele
            )
            return self._read(
                (*at, "bestand"),
                entry.bestand,
                lambda content: source_from_pkcs12(content, password.encode(), chain),
            )
        if isinstance(entry, Pkcs11):
            pin = self._secret(at, "pin", entry.pin_bestand, entry.pin_variabele)
            # keys in one token share its session: a token lets a process in once
            token = self.tokens.setdefault(
                (entry.module, entry.token), Token(Path(entry.module), entry.token, pin)
            )
            return Pkcs11Source(token, entry.label, chain)
        return CscSource(self._provider(at, entry), chain)

    def _provider(self, at: _Field, entry: Csc) -> Provider:
        token = self._optional_secret(at, "toegang", entry.toegang_bestand, entry.toegang_variabele)
        client = None
        if entry.client is not None:
            secret = self._secret(
                at, "client_geheim", entry.client_geheim_bestand, entry.client_geheim_variabele
            )
            client = (entry.client, secret)
        if (token is None) == (client is None):
            raise self.place.wrong((*at, "bron"), "noem óf client, óf toegang")
        url = entry.url.rstrip("/")
        return Provider(
            url=url,
            token_url=entry.toegang_url or f"{url}/oauth2/token",
            credential=entry.credential,
            timeout=entry.wachttijd,
            client=client,
            token=token,
            pin=self._optional_secret(at, "pin", entry.pin_bestand, entry.pin_variabele),
        )

    def _time_stamps(self, entry: Tijdstempel | None) -> TimeStampSource | None:
        if entry is None:
            return None
        password = self._optional_secret(
            ("tijdstempel",), "wachtwoord", entry.wachtwoord_bestand, entry.wachtwoord_variabele
        )
        return HttpTimeStamps(
            url=entry.url, timeout=entry.wachttijd, user=entry.gebruiker, password=password
        )

    def _certificates(self, name: str, files: Sequence[str]) -> tuple[x509.Certificate, ...]:
        return tuple(
            certificate
            for file in files
            for certificate in self._read(("vertrouwen", name), file, read_certificates)
        )

    def _crl_file(self, file: str) -> Path:
        self._read(("vertrouwen", "crls"), file, read_crl)
        return self.place.path.parent / file

    def _secret(self, at: _Field, name: str, file: str | None, variable: str | None) -> str:
        value = self._optional_secret(at, name, file, variable)
        if value is None:
            raise self.place.wrong((*at, f"{name}_bestand"), f"ontbreekt, en {name}_variabele ook")
        return value

    def _optional_secret(
        self, at: _Field, name: str, file: str | None, variable: str | None
    ) -> str | None:
        if file is not None and variable is not None:
            raise self.place.wrong(
                (*at, f"{name}_variabele"), f"noem dit óf {name}_bestand, niet allebei"
            )
        if file is not None:
            return self._read(
                (*at, f"{name}_bestand"), file, lambda content: content.decode().rstrip("\r\n")
            )
        if variable is None:
            return None
        value = os.environ.get(variable)
        if not value:
            raise self.place.wrong((*at, f"{name}_variabele"), f"{variable} is niet gezet")
        return value

    def _read(self, at: _Field, file: str, reading: Callable[[bytes], _Read]) -> _Read:
        try:
            return reading((self.place.path.parent / file).read_bytes())
        except OSError:
            raise self.place.wrong(at, f"{file} kan niet worden gelezen") from None
        except (ValueError, TypeError):  # the cause may quote a password or part of a key
            raise self.place.wrong(
                at, f"{file} is beschadigd, van een andere soort, of het wachtwoord klopt niet"
            ) from None
