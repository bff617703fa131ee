"""What things of the law are called on the pages, in the words of who works with them."""

from __future__ import annotations

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
