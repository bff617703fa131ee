"""What things of the law are called on the pages, in the words of who works with them."""

from __future__ import annotations

#: To whom letters go, besides roles.
ONTVANGERS = (
    "uithuisgeplaatste",
    "achterblijver",
    "achterblijvers",
    "huisgenoot",
    "huisgenoten",
    "hulpinstantie",
    "veilig_thuis",
    "raad_voor_rechtsbijstand",
    "openbaar_ministerie",
    "rechtbank",
    "dossier",
    "archief",
)

#: Terms.
TERMIJN = {
    "einde_huisverbod": "Einde van het huisverbod",
    "uiterste_verlenging": "Uiterste einde van een verlenging",
    "bereikbaarheid": "Bereikbaarheid doorgeven",
    "beroepstermijn": "Beroep tegen het huisverbod",
    "beroepstermijn_verlenging": "Beroep tegen de verlenging",
    "beroepstermijn_intrekking": "Beroep tegen de intrekking",
    "zitting": "Zitting van de voorzieningenrechter",
    "uitspraak": "Uitspraak na de zitting",
    "bewaartermijn": "Bewaartermijn",
}

#: Terms as a calendar names them, before a case number.
TERMIJN_KORT = {
    "einde_huisverbod": "Einde huisverbod",
    "uiterste_verlenging": "Uiterste einde verlenging",
    "bereikbaarheid": "Bereikbaarheid doorgeven",
    "beroepstermijn": "Einde beroepstermijn huisverbod",
    "beroepstermijn_verlenging": "Einde beroepstermijn verlenging",
    "beroepstermijn_intrekking": "Einde beroepstermijn intrekking",
    "zitting": "Uiterlijk zitting",
    "uitspraak": "Uiterlijk uitspraak",
    "bewaartermijn": "Einde bewaartermijn",
}

#: What is at stake when a term falls due.
INZET = {
    "einde_huisverbod": "Daarna mag de uithuisgeplaatste weer naar huis.",
    "uiterste_verlenging": "Langer dan dit kan het huisverbod niet duren.",
    "bereikbaarheid": "Dan moet bekend zijn waar de uithuisgeplaatste te bereiken is.",
    "beroepstermijn": "Daarna is beroep te laat.",
    "beroepstermijn_verlenging": "Daarna is beroep te laat.",
    "beroepstermijn_intrekking": "Daarna is beroep te laat.",
    "zitting": "Dan moet de rechter de uithuisgeplaatste hebben gehoord.",
    "uitspraak": "Dan moet de rechter uitspraak hebben gedaan.",
    "bewaartermijn": "Daarna moet het dossier worden vernietigd.",
}

#: What a case's status is called.
STATUS = {
    "in_beoordeling": "In beoordeling",
    "ter_besluit": "Ter besluit",
    "niet_opgelegd": "Niet opgelegd",
    "ter_ondertekening": "Ter ondertekening",
    "ter_uitreiking": "Ter uitreiking",
    "van_kracht": "Van kracht",
    "verlengd": "Verlengd",
    "geeindigd": "Geëindigd",
    "ingetrokken": "Ingetrokken",
    "geschorst": "Geschorst",
    "vernietigd": "Vernietigd",
    "gesloten": "Gesloten",
    "gewist": "Gewist",
}

#: What becomes of a term, in a forecast.
WORDT = {
    "verstreken": "is voorbij",
    "vervallen": "vervalt",
    "gehaald": "is gehaald",
    "gestart": "begint",
    "verschoven": "verschuift",
}

#: How a term stands.
STAND = {
    "open": "Loopt",
    "gehaald": "Gehaald",
    "verstreken": "Verstreken",
    "vervallen": "Vervallen",
}

#: What happened, behind the name of what it happened to.
GEBEURTENIS = {
    "zaak:bericht:ontvangen": "kwam binnen",
    "zaak:taak:voltooid": "gedaan",
    "zaak:taak:opgepakt": "opgepakt",
    "zaak:taak:losgelaten": "losgelaten",
    "zaak:taak:overgenomen": "overgenomen van een collega",
    "zaak:taak:toegewezen": "aan een collega gegeven",
    "zaak:taak:overgedragen": "overgedragen",
    "zaak:taak:opgeschaald": "te laat: de volgende in de lijn is gewaarschuwd",
    "zaak:termijn:gestart": "termijn gestart",
    "zaak:termijn:verschoven": "termijn verschoven",
    "zaak:termijn:verstreken": "termijn verstreken",
    "zaak:termijn:gehaald": "termijn gehaald",
    "zaak:termijn:vervallen": "termijn vervallen",
    "zaak:status:gewijzigd": "status gewijzigd",
    "zaak:document:opgemaakt": "document gemaakt",
    "zaak:document:ondertekend": "digitaal ondertekend",
    "zaak:actie:geweigerd": "geweigerd",
    "zaak:adres:ingezien": "Geheime adressen opgevraagd",
    "zaak:model:gewisseld": "Verder op nieuwe modellen",
    "zaak:noodtoegang:geopend": "Zaak geopend met noodtoegang",
    "zaak:noodtoegang:beoordeeld": "Noodtoegang beoordeeld",
    "zaak:storing:opnieuw": "Na een storing opnieuw geprobeerd",
    "zaak:export:gemaakt": "opgehaald om te bewaren of door te geven",
}

_GEEN_HUISVERBOD = "Zolang dit niet is gedaan, geldt er geen huisverbod."
_GEEN_VERLENGING = "Zonder dit eindigt het huisverbod na tien dagen."
#: What is at stake when a task waits; what is not named here, has a time by policy and no more.
INZET_TAAK = {
    **dict.fromkeys(
        ("risicotaxatie", "zienswijze", "besluit", "ondertekening", "uitreiking"),
        _GEEN_HUISVERBOD,
    ),
    **dict.fromkeys(
        (
            "verlengingsadvies",
            "zienswijze_verlenging",
            "besluit_verlenging",
            "ondertekening_verlenging",
            "uitreiking_verlenging",
        ),
        _GEEN_VERLENGING,
    ),
    "bevestiging": "Zonder bevestiging vervalt het telefonische besluit.",
    "rechtsbijstand": "Zonder dit staat iemand zonder advocaat voor de rechter.",
    "opvolging_overtreding": "De officier van justitie weet dan nog niet van de overtreding.",
    "wissen": "Het dossier mag niet langer worden bewaard.",
}
