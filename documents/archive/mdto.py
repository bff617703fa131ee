"""Metadata for the archive: MDTO 1.0.1 of the Nationaal Archief, without personal data.

Names of people, their addresses and their roles in what happened are left out on purpose, the
element `betrokkene` with them: whoever keeps the boxes need not know who is in them. The grammar
in `mdto.rng` has no place for such elements, and nothing leaves here that does not fit it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path

from lxml import etree
from lxml.builder import ElementMaker

from documents.archive.dossier import Dossier, Kind, Stuk, base_name, recipient
from documents.archive.formats import Format
from documents.errors import WrongMetadata

NAMESPACE = "https://www.nationaalarchief.nl/mdto"
#: The list that our own terms are explained in: docs/reference/archive.md.
OWN_LIST = "Begrippen Huisverbod"

_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_LIMIT = (
    "Bevat persoonsgegevens, ook van strafrechtelijke aard, die alleen worden verwerkt voor het "
    "opleggen en verlengen van een huisverbod en het toezicht op de naleving daarvan (Wet "
    "tijdelijk huisverbod, artikel 10, tweede lid). Na de bewaartermijn vernietigen (eerste lid)."
)


def describe_dossier(dossier: Dossier) -> bytes:
    """The file as a whole.

    Raises:
        WrongMetadata: it cannot be described within the grammar.
    """
    return _written(
        _E.informatieobject(
            _identity(dossier, dossier.nummer),
            _E.naam(_dossier_name(dossier)),
            _level("Dossier"),
            _concept("classificatie", "Tijdelijk huisverbod", "huisverbod", OWN_LIST),
            *_period(dossier),
            _E.taal("nl"),
            _event("Creatie", dossier.gemeld_op),
            *_keeping(dossier),
            *(
                _reference("bevatOnderdeel", dossier, _name(dossier, stuk), stuk.id)
                for stuk in dossier.stukken
            ),
            *_maker_and_limit(dossier),
        )
    )


def describe_stuk(dossier: Dossier, stuk: Stuk) -> bytes:
    """One paper of the file.

    Raises:
        WrongMetadata: it cannot be described within the grammar.
    """
    shown = [Kind.PAPER, Kind.DATA] if stuk.besluit else [Kind.PAPER]
    beside = [Kind.EVIDENCE] if stuk.bewijs is not None else []
    return _written(
        _E.informatieobject(
            _identity(dossier, stuk.id),
            _E.naam(_name(dossier, stuk)),
            _level("Archiefstuk"),
            _concept("classificatie", stuk.titel, stuk.document, OWN_LIST),
            _E.omschrijving(f"Exemplaar voor: {recipient(stuk)}"),
            *_period(stuk),
            _E.taal("nl"),
            _event("Creatie", stuk.gemaakt_op),
            *(_event("Ondertekening", at) for at in (stuk.ondertekend_op,) if at),
            *(_event("Uitreiking", at) for at in (stuk.uitgereikt_op,) if at),
            *_keeping(dossier),
            _reference("isOnderdeelVan", dossier, _dossier_name(dossier), dossier.nummer),
            *(_file("heeftRepresentatie", dossier, stuk, kind) for kind in shown),
            *(_file("aanvullendeMetagegevens", dossier, stuk, kind) for kind in beside),
            *_maker_and_limit(dossier),
        )
    )


def describe_file(dossier: Dossier, stuk: Stuk, content: bytes, form: Format, kind: Kind) -> bytes:
    """One file of a paper: the very bytes that go along with this.

    Raises:
        WrongMetadata: it cannot be described within the grammar.
    """
    return _written(
        _E.bestand(
            _identity(dossier, f"{stuk.id}.{kind}"),
            _E.naam(f"{base_name(dossier, stuk)}.{kind}"),
            _E.omvang(str(len(content))),
            _concept("bestandsformaat", form.label, form.puid, "PRONOM-register"),
            _E.checksum(
                _concept(
                    "checksumAlgoritme", "SHA-256", None, "Begrippenlijst ChecksumAlgoritme MDTO"
                ),
                _E.checksumWaarde(hashlib.sha256(content).hexdigest()),
                _E.checksumDatum(_instant(stuk.gemaakt_op)),
            ),
            _reference("isRepresentatieVan", dossier, _name(dossier, stuk), stuk.id),
        )
    )


def check(content: bytes, official: Path | None = None) -> None:
    """Hold metadata against our grammar, and against the official schema where that is at hand.

    Raises:
        WrongMetadata: they do not fit.
        OSError: the official schema cannot be read.
    """
    root = etree.fromstring(content)
    grammars = [_grammar(), *([_official(official)] if official else [])]
    for grammar in grammars:
        if not grammar.validate(root):
            first = grammar.error_log[0]
            raise WrongMetadata(f"regel {first.line}: {first.message}")


@cache
def _grammar() -> etree.RelaxNG:
    source = resources.files("documents").joinpath("archive", "mdto.rng").read_bytes()
    return etree.RelaxNG(etree.fromstring(source))


@cache
def _official(path: Path) -> etree.XMLSchema:
    try:
        return etree.XMLSchema(etree.fromstring(path.read_bytes()))
    except etree.LxmlError as error:
        raise WrongMetadata(f"{path.name} is geen XML-schema") from error


def _written(part: etree._Element) -> bytes:
    root = _E.MDTO(part)
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    check(content)
    return content


def _dossier_name(dossier: Dossier) -> str:
    return f"Tijdelijk huisverbod {dossier.nummer}"


def _name(dossier: Dossier, stuk: Stuk) -> str:
    return f"{stuk.titel}, versie {stuk.versie} ({dossier.nummer})"


def _mark(name: str, dossier: Dossier, mark: str) -> etree._Element:
    source = f"Huisverbod, gemeente {dossier.gemeente_naam}"
    return _E(name, _E.identificatieKenmerk(mark), _E.identificatieBron(source))


def _identity(dossier: Dossier, mark: str) -> etree._Element:
    return _mark("identificatie", dossier, mark)


def _reference(element: str, dossier: Dossier, name: str, mark: str) -> etree._Element:
    return _E(element, _E.verwijzingNaam(name), _mark("verwijzingIdentificatie", dossier, mark))


def _file(element: str, dossier: Dossier, stuk: Stuk, kind: Kind) -> etree._Element:
    name = f"{base_name(dossier, stuk)}.{kind}"
    return _reference(element, dossier, name, f"{stuk.id}.{kind}")


def _level(label: str) -> etree._Element:
    return _concept("aggregatieniveau", label, None, "Begrippenlijst Aggregatieniveaus MDTO")


def _concept(element: str, label: str, code: str | None, terms: str) -> etree._Element:
    """A term from a list of terms."""
    codes = [_E.begripCode(code)] if code else []
    return _E(
        element,
        _E.begripLabel(label),
        *codes,
        _E.begripBegrippenlijst(_E.verwijzingNaam(terms)),
    )


def _event(label: str, at: datetime) -> etree._Element:
    terms = "Begrippenlijst EventTypeLijst MDTO" if label == "Creatie" else OWN_LIST
    return _E.event(_concept("eventType", label, None, terms), _E.eventTijd(_instant(at)))


def _instant(at: datetime) -> str:
    """In UTC and with its Z: an archive may be read where nobody knows about Amsterdam."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _period(about: Dossier | Stuk) -> Iterator[etree._Element]:
    if about.geldt_van is None or about.geldt_tot is None:
        return
    yield _E.dekkingInTijd(
        _concept("dekkingInTijdType", "Looptijd van het huisverbod", "looptijd", OWN_LIST),
        _E.dekkingInTijdBegindatum(about.geldt_van.isoformat()),
        _E.dekkingInTijdEinddatum(about.geldt_tot.isoformat()),
    )


def _keeping(dossier: Dossier) -> Iterator[etree._Element]:
    """To be destroyed, and when (Wth 10.1)."""
    yield _concept("waardering", "Tijdelijk te bewaren", "V", "Begrippenlijst Waarderingen MDTO")
    trigger = _concept(
        "termijnTriggerStartLooptijd",
        "Laatste besluit tot opleggen of verlengen (Wth 10, eerste lid)",
        "laatste_besluit",
        OWN_LIST,
    )
    start, end = dossier.bewaren_vanaf, dossier.bewaren_tot
    yield _E.bewaartermijn(
        trigger,
        *([_E.termijnStartdatumLooptijd(start.isoformat())] if start else []),
        _E.termijnLooptijd(f"P{dossier.bewaren_jaren}Y"),
        *([_E.termijnEinddatum(end.isoformat())] if end else []),
    )


def _maker_and_limit(dossier: Dossier) -> Iterator[etree._Element]:
    yield _E.archiefvormer(
        _E.verwijzingNaam(f"gemeente {dossier.gemeente_naam}"),
        _E.verwijzingIdentificatie(
            _E.identificatieKenmerk(f"gm{dossier.gemeente_code}"),
            _E.identificatieBron("TOOI register gemeenten compleet"),
        ),
    )
    law = _E.verwijzingIdentificatie(
        _E.identificatieKenmerk("BWBR0024649"), _E.identificatieBron("Basiswettenbestand")
    )
    yield _E.beperkingGebruik(
        _concept("beperkingGebruikType", "Persoonsgegevens", "persoonsgegevens", OWN_LIST),
        _E.beperkingGebruikNadereBeschrijving(_LIMIT),
        _E.beperkingGebruikDocumentatie(_E.verwijzingNaam("Wet tijdelijk huisverbod"), law),
    )
