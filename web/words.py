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
