"""Answers that people might give, drawn by lot: mostly sensible, sometimes not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from engine.law.bijlage import BIJLAGE

Draw = Callable[[Random, datetime, datetime | None], dict[str, Any]]


def _past(lot: Random, now: datetime) -> str:
    return (now - timedelta(minutes=lot.choice([0, 1, 5, 45, 200]))).isoformat()


def _items(lot: Random) -> list[str]:
    return lot.sample(("2.a.2", "2.c.1", "2.i.3", "1.c.5", "3.a.1"), lot.randint(0, 4))


def _taxatie(lot: Random, now: datetime, einde: datetime | None) -> dict[str, Any]:
    return {
        "signalen": [{"item": item, "bron": "gezien"} for item in _items(lot)],
        "oordelen": {
            signaal: lot.choice(["laag", "midden", "hoog"])
            for signaal in lot.sample([s.code for s in BIJLAGE.signalen], 4)
        },
        "toelichting": "Toelichting.",
    }


def _gehoord(lot: Random, now: datetime, einde: datetime | None) -> dict[str, Any]:
    if lot.random() < 0.5:
        why = {"toelichting": "Hij dreigde terug te komen."} if lot.random() < 0.5 else {}
        return {"gehoord": False, "reden": lot.choice(["spoed", "doel_verijdeld"]), **why}
    return {"gehoord": True, "gehoord_op": _past(lot, now), "verklaring": "Nee."}


def _besluit(lot: Random, now: datetime, einde: datetime | None) -> dict[str, Any]:
    uitkomst = lot.choices(["opleggen", "niet_opleggen", "aanvullen"], [8, 1, 2])[0]
    answer: dict[str, Any] = {
        "uitkomst": uitkomst,
        "motivering": lot.choice(["Gevaar.", "Gevaar.", ""]),
    }
    if lot.random() < 0.2:
        answer["telefonisch"] = {"besloten_op": _past(lot, now), "burgemeester": "B."}
    if uitkomst == "opleggen":
        answer |= {
            "grondslag": "gevaar",
            "gronden": _items(lot),
            "belangenafweging": "Gewogen.",
        }
        if lot.random() < 0.3:
            answer["mondeling_aangezegd_op"] = _past(lot, now)
    return answer


def _uitreiking(lot: Random, now: datetime, einde: datetime | None) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "wijze": lot.choice(["in_persoon", "nederlegging"]),
        "uitgereikt_op": _past(lot, now),
        "sleutels": lot.randint(0, 2),
        "raadsman": lot.choice(["niet_gewenst", "eigen", "gewenst"]),
    }
    if answer["wijze"] == "nederlegging" and lot.random() < 0.5:
        del answer["raadsman"]
    return answer | ({"bereikbaar": "06"} if lot.random() < 0.5 else {})


def _advies(lot: Random, now: datetime, einde: datetime | None) -> dict[str, Any]:
    return {
        "advies": lot.choice(["verlengen", "verlengen", "niet_verlengen", "intrekken"]),
        "dreiging_voortzet": True,
        "motivering": "Omdat.",
    }


def _besluit_verlenging(lot: Random, now: datetime, einde: datetime | None) -> dict[str, Any]:
    extra = {"afwijking_advies": "Toch."} if lot.random() < 0.7 else {}
    if lot.random() < 0.2:
        return {"uitkomst": "niet_verlengen", "motivering": "Rust.", **extra}
    tot = (einde or now) + timedelta(days=lot.choice([0, 1, 6, 9, 18, 20]))
    return {
        "uitkomst": "verlengen",
        "tot": tot.isoformat(),
        "dreiging_voortzet": lot.random() < 0.9,
        "feiten_sindsdien": "Hij stond voor de deur.",
        "motivering": "Dreiging.",
        **extra,
    }


def _hulp(lot: Random, now: datetime, einde: datetime | None) -> dict[str, Any]:
    return {"aangeboden_op": _past(lot, now), "aanvaard": lot.random() < 0.5}


def _hulp_uit(lot: Random, now: datetime, einde: datetime | None) -> dict[str, Any]:
    return {**_hulp(lot, now, einde), "belemmert_niet": True, "werkt_mee": lot.random() < 0.8}


def _intrekking(lot: Random, now: datetime, einde: datetime | None) -> dict[str, Any]:
    if lot.random() < 0.4:
        return {"uitkomst": "handhaven", "motivering": "Nog gevaar."}
    return {
        "uitkomst": "intrekken",
        "grond": lot.choice(["hulp_aanvaard", "dreiging_weg"]),
        "motivering": "Weg.",
    }


def _fixed(**answer: Any) -> Draw:
    return lambda lot, now, einde: dict(answer)


def _with_moment(name: str, **answer: Any) -> Draw:
    return lambda lot, now, einde: {name: _past(lot, now), **answer}


def _uitspraak(lot: Random, now: datetime, einde: datetime | None) -> dict[str, Any]:
    uitkomst = lot.choice(
        [
            "niet_ontvankelijk",
            "afgewezen",
            "geschorst",
            "geschorst",
            "vernietigd",
            "vernietigd_in_stand",
            "deels_vernietigd",
        ]
    )
    answer: dict[str, Any] = {"uitspraak_op": _past(lot, now), "uitkomst": uitkomst}
    if lot.random() < 0.2:
        answer["per"] = (now + timedelta(minutes=lot.choice([-300, 300, 3000]))).isoformat()
    if uitkomst == "deels_vernietigd":
        answer["namen"] = [lot.choice(["Maria Jansen", "Noor de Vries", "Niemand"])]
    if uitkomst == "geschorst" and lot.random() < 0.6:
        until = now + timedelta(minutes=lot.choice([60, 600, 6000]))
        answer["voorwaarde"] = {"tekst": "Hulp aanvaarden.", "uiterlijk": until.isoformat()}
    if lot.random() < 0.2:
        answer["ook_beroep"] = True
    return answer


def _aanvulling(lot: Random, now: datetime, einde: datetime | None) -> dict[str, Any]:
    persoon = {"voornamen": "Maria", "achternaam": "Jansen", "geboortedatum": "1989-09-13"}
    wijziging = lot.choice(
        [
            {"soort": "naam_verbeterd", "wie": "Maria Jansen", "persoon": persoon},
            {"soort": "persoon_verwijderd", "wie": "Noor de Vries"},
            {
                "soort": "persoon_toegevoegd",
                "huisgenoot": {**persoon, "voornamen": "Eva", "relatie": "overig"},
            },
        ]
    )
    return {"wijzigingen": [wijziging], "motivering": "Verschrijving."}


def _correctie(lot: Random, now: datetime, einde: datetime | None) -> dict[str, Any]:
    veld = lot.choice(
        ["uitgereikt_op", "uitgereikt_op", "mondeling_aangezegd_op", "gehoord_op", "doorgegeven_op"]
    )
    return {"veld": veld, "waarde": _past(lot, now), "reden": "Verkeerd getypt."}


ANSWERS: dict[str, Draw] = {
    "risicotaxatie": _taxatie,
    "zienswijze": _gehoord,
    "zienswijze_verlenging": _gehoord,
    "advies_eer": _with_moment("gevraagd_op", advies="Kan.", deskundige="D."),
    "overleg_veilig_thuis": _with_moment("overlegd_op", contactpersoon="C.", advies="Doen."),
    "besluit": _besluit,
    "bevestiging": lambda lot, now, einde: {"akkoord": lot.random() < 0.7, "toelichting": "T."},
    "ondertekening": _fixed(),
    "ondertekening_verlenging": _fixed(),
    "ondertekening_intrekking": _fixed(),
    "kennisname": _fixed(),
    "uitreiking": _uitreiking,
    "mededeling_huisgenoten": _with_moment("medegedeeld_op", wijze="telefonisch"),
    "bereikbaarheid": _with_moment("doorgegeven_op", bereikbaar="06"),
    "rechtsbijstand": _with_moment("gemeld_op"),
    "hulpaanbod_uithuisgeplaatste": _hulp_uit,
    "hulpaanbod_achterblijvers": _hulp,
    "plan_van_aanpak": _fixed(plan="Plan."),
    "verlengingsadvies": _advies,
    "besluit_verlenging": _besluit_verlenging,
    "uitreiking_verlenging": lambda lot, now, einde: {
        "wijze": lot.choice(["in_persoon", "toegezonden"]),
        "uitgereikt_op": _past(lot, now),
    },
    "besluit_intrekking": _intrekking,
    "opvolging_overtreding": _with_moment("gemeld_aan_om_op"),
    "afsluiting": _fixed(overdracht="Wijkteam."),
    "wens_rechtsbijstand": _with_moment("geuit_op"),
    "intrekking": lambda lot, now, einde: {"aanleiding": lot.choice(["anders", "hulp_aanvaard"])},
    "overtreding": _with_moment("gepleegd_op", omschrijving="Gezien.", aangehouden=False),
    "feit": _with_moment("voorgevallen_op", omschrijving="Gezien."),
    "aanvulling": _aanvulling,
    "ondertekening_aanvulling": _fixed(),
    "uitreiking_aanvulling": _with_moment("uitgereikt_op", wijze="toegezonden"),
    "correctie": _correctie,
    "verzoek_voorlopige_voorziening": _with_moment("ontvangen_op"),
    "beroep": _with_moment("ontvangen_op"),
    "processtukken": _with_moment("verzonden_op"),
    "zitting": _with_moment("gehouden_op"),
    "uitspraak": _uitspraak,
    "mededeling_uitspraak": _with_moment("medegedeeld_op"),
    "voorwaarde_vervuld": _with_moment("op"),
    "wissen": _fixed(),
    "begeleid_contact": _with_moment("op", doel="Spullen.", aanwezigen="Allen."),
}
