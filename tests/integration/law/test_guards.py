"""Each guard both ways, met on the road as people meet it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from engine.law import guards
from engine.law.moments import local_date, read_moment
from engine.model.feit import Feit
from engine.model.gebruikers import SYSTEEM, Mandaat, Rol
from engine.model.oplegging import Besluit, Ondertekening
from engine.model.verlenging import Verlengingsbesluit, Verlengingsuitkomst
from engine.store.reading.zaak import case
from tests.builders import MELDING, OPLEGGEN, Zaak, een_zaak, refused
from tests.conftest import HouseUnderTest

MARIA, NOOR = MELDING["huisgenoten"]


def mandate(tested: HouseUnderTest, van: date, tot: date) -> None:
    tested.house.beheer.grant_mandate(
        SYSTEEM,
        Mandaat(
            gemeente="0599",
            hulpofficier=tested.actor("hulpofficier").id,
            van=van,
            tot=tot,
            verleend_door="B. Meester",
        ),
    )


def ready_to_decide(tested: HouseUnderTest, **melding: Any) -> Zaak:
    return een_zaak(tested, **melding).getaxeerd().gehoord()


def judged(zaak: Zaak, feit: Feit, at: datetime) -> None:
    """The law's word on a proposal that the models keep from ever being made."""
    with zaak.tested.house.database.reading() as connection:
        guards.check(case(connection, zaak.id).zaak, feit, at)


def blocked_beforehand(zaak: Zaak) -> list[str]:
    """What the page says stands in the way of deciding, whatever is answered."""
    tested = zaak.tested
    with tested.house.database.reading() as connection:
        record = case(connection, zaak.id)
    objections = guards.standing_in_the_way(record.zaak, Besluit, tested.clock.now())
    return [each.code for each in objections]


def signature(document: str, rol: Rol, at: datetime) -> Ondertekening:
    return Ondertekening(
        door="iemand",
        door_naam="I. Emand",
        vastgelegd_op=at,
        document=document,
        sha256="0" * 64,
        rol=rol,
        ondertekend_op=at,
    )


def test_wie_er_niet_woont_krijgt_geen_huisverbod(quick: HouseUnderTest) -> None:
    with refused("wth-2-1-woning"):
        een_zaak(quick, woont_in_woning=False)


@pytest.mark.parametrize(("geboren", "mag"), [("2008-03-20", True), ("2008-03-21", False)])
def test_alleen_een_meerderjarige_op_de_dag_van_het_incident(
    quick: HouseUnderTest, geboren: str, mag: bool
) -> None:
    betrokkene = {**MELDING["betrokkene"], "geboortedatum": geboren}

    if mag:
        assert een_zaak(quick, betrokkene=betrokkene).state.status == "in_beoordeling"
    else:
        with refused("wth-2-2"):
            een_zaak(quick, betrokkene=betrokkene)


def test_kindermishandeling_vraagt_eerst_overleg_met_veilig_thuis(quick: HouseUnderTest) -> None:
    zaak = ready_to_decide(quick, kindermishandeling=True)
    with refused("wth-2-3"):
        zaak.besloten()

    zaak.doet(
        "hulpofficier",
        "overleg_veilig_thuis",
        overlegd_op="2026-03-21T00:05",
        contactpersoon="Dienst",
        advies="Opleggen.",
    )

    assert zaak.besloten().state.status == "ter_ondertekening"


def overlegt(zaak: Zaak) -> Zaak:
    return zaak.doet(
        "hulpofficier",
        "overleg_veilig_thuis",
        overlegd_op="2026-03-21T00:05",
        contactpersoon="Dienst",
        advies="Opleggen.",
    )


@pytest.mark.parametrize("item", ["2.d.3", "2.i.3", "2.i.4"])
def test_een_aangekruist_vermoeden_vraagt_ook_overleg_met_veilig_thuis(
    quick: HouseUnderTest, item: str
) -> None:
    zaak = een_zaak(quick).getaxeerd("2.c.1", item).gehoord()
    assert set(zaak.state.taken) == {"besluit", "overleg_veilig_thuis"}
    assert blocked_beforehand(zaak) == ["wth-2-3"]
    with refused("wth-2-3"):
        zaak.besloten(gronden=["2.c.1"])

    overlegt(zaak)

    assert blocked_beforehand(zaak) == []
    assert zaak.besloten(gronden=["2.c.1", item]).state.status == "ter_ondertekening"


def test_kinderen_die_getuige_waren_vragen_geen_overleg(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd("2.b.1", "2.i.1", "2.i.2", "2.i.5").gehoord()

    assert zaak.state.taken == ("besluit",)
    assert zaak.besloten(gronden=["2.i.1"]).state.status == "ter_ondertekening"


def test_een_vermoeden_dat_is_uitgevinkt_blijft_een_vermoeden(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd("2.c.1", "2.i.3").gehoord()
    zaak.doet("burgemeester", "besluit", uitkomst="aanvullen", motivering="Wie was erbij?")
    zaak.getaxeerd("2.c.1")
    with refused("wth-2-3"):
        zaak.besloten(gronden=["2.c.1"])

    assert overlegt(zaak).besloten(gronden=["2.c.1"]).state.status == "ter_ondertekening"


@pytest.mark.parametrize("gemeld", [True, False])
def test_twee_keer_aangekruist_vraagt_een_keer_overleg(quick: HouseUnderTest, gemeld: bool) -> None:
    zaak = een_zaak(quick, kindermishandeling=gemeld).getaxeerd("2.c.1", "2.i.3").gehoord()
    overlegt(zaak)
    zaak.doet("burgemeester", "besluit", uitkomst="aanvullen", motivering="Wie was erbij?")

    zaak.getaxeerd("2.c.1", "2.i.3")

    assert zaak.state.taken == ("besluit",)
    assert zaak.besloten(gronden=["2.i.3"]).state.status == "ter_ondertekening"


def test_niet_opleggen_kan_ook_zonder_overleg(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd("2.c.1", "2.i.3")

    zaak.doet("burgemeester", "besluit", uitkomst="niet_opleggen", motivering="Geen gevaar.")

    assert (zaak.state.status, zaak.state.taken) == ("niet_opgelegd", ())


def test_overleg_na_de_mondelinge_aanzegging_telt_niet(quick: HouseUnderTest) -> None:
    zaak = ready_to_decide(quick, kindermishandeling=True)
    zaak.doet(
        "hulpofficier",
        "overleg_veilig_thuis",
        overlegd_op="2026-03-21T00:09",
        contactpersoon="Dienst",
        advies="Opleggen.",
    )

    with refused("wth-2-3"):
        zaak.besloten(mondeling_aangezegd_op="2026-03-21T00:08")


@pytest.mark.parametrize("gronden", [[], ["9.z.9"], ["3.a.1"]])
def test_gronden_komen_uit_de_bijlage_en_de_risicotaxatie(
    quick: HouseUnderTest, gronden: list[str]
) -> None:
    with refused("bth-2-1"):
        ready_to_decide(quick).besloten(gronden=gronden)


def test_niet_opleggen_vraagt_geen_gronden_en_geen_horen(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd()

    zaak.doet("burgemeester", "besluit", uitkomst="niet_opleggen", motivering="Geen gevaar.")

    assert (zaak.state.status, zaak.state.taken) == ("niet_opgelegd", ())


def test_zonder_horen_of_reden_geen_huisverbod(quick: HouseUnderTest) -> None:
    with refused("awb-4-8"):
        een_zaak(quick).getaxeerd().besloten()


def test_zonder_belangenafweging_geen_huisverbod(quick: HouseUnderTest) -> None:
    with refused("awb-3-4"):
        ready_to_decide(quick).besloten(belangenafweging="  ")


def test_zonder_motivering_geen_besluit(quick: HouseUnderTest) -> None:
    with refused("awb-3-46"):
        ready_to_decide(quick).besloten(motivering="")


def test_alleen_minderjarigen_achter_vraagt_opvang(quick: HouseUnderTest) -> None:
    zaak = ready_to_decide(quick, huisgenoten=[NOOR])
    with refused("achterblijver-minderjarig"):
        zaak.besloten()

    assert zaak.besloten(opvang_kinderen="Bij oma.").state.status == "ter_ondertekening"


def test_eergerelateerd_geweld_vraagt_eerst_advies(quick: HouseUnderTest) -> None:
    zaak = ready_to_decide(quick, eergerelateerd=True)
    with refused("eer-advies"):
        zaak.besloten()

    zaak.doet(
        "hulpofficier",
        "advies_eer",
        advies="Kan veilig.",
        deskundige="LEC EGG",
        gevraagd_op="2026-03-21T00:05",
    )

    assert zaak.besloten().state.status == "ter_ondertekening"


@pytest.mark.parametrize("moment", ["2026-03-21T00:11", "2026-03-20T23:09"])
def test_mondelinge_aanzegging_ligt_tussen_incident_en_vastlegging(
    quick: HouseUnderTest, moment: str
) -> None:
    with refused("wth-2-7"):
        ready_to_decide(quick).besloten(mondeling_aangezegd_op=moment)


@pytest.mark.parametrize(
    ("veld", "waarde", "mag"),
    [
        ("besluit.mondeling_aangezegd_op", "2026-03-20T23:10", True),
        ("besluit.mondeling_aangezegd_op", "2026-03-20T23:09", False),
        ("melding.incident_op", "2026-03-21T00:10", True),
        ("melding.incident_op", "2026-03-21T00:11", False),
    ],
)
def test_ook_gecorrigeerd_ligt_het_incident_niet_na_de_aanzegging(
    quick: HouseUnderTest, veld: str, waarde: str, mag: bool
) -> None:
    zaak = ready_to_decide(quick).besloten(mondeling_aangezegd_op="2026-03-21T00:10")
    zaak.op("2026-03-21T01:00")

    if mag:
        corrected(zaak, veld, waarde)
    else:
        with refused("wth-2-7"):
            corrected(zaak, veld, waarde)


def test_mondelinge_aanzegging_geldt_meteen(quick: HouseUnderTest) -> None:
    zaak = ready_to_decide(quick).besloten(mondeling_aangezegd_op="2026-03-21T00:10")

    assert zaak.state.status == "van_kracht"
    assert zaak.state.einde == read_moment("2026-03-31T00:10")
    assert {"ondertekening", "bereikbaarheid", "mededeling_huisgenoten"} <= set(zaak.state.taken)


def test_zonder_namen_van_het_contactverbod_wordt_niet_getekend(quick: HouseUnderTest) -> None:
    zaak = ready_to_decide(quick, huisgenoten=[{**MARIA, "contactverbod": False}]).besloten()

    with refused("wth-2-4"):
        zaak.getekend()


def test_hulpofficier_zonder_mandaat_besluit_niet(quick: HouseUnderTest) -> None:
    with refused("wth-3-1"):
        ready_to_decide(quick).doet("hulpofficier", "besluit", **OPLEGGEN)


@pytest.mark.parametrize(("van", "tot", "mag"), [(0, 1, True), (-5, 0, False), (1, 5, False)])
def test_mandaat_geldt_van_de_eerste_dag_tot_de_laatste(
    quick: HouseUnderTest, van: int, tot: int, mag: bool
) -> None:
    today = local_date(quick.clock.now())
    mandate(quick, today + timedelta(days=van), today + timedelta(days=tot))
    zaak = ready_to_decide(quick)

    if not mag:
        with refused("wth-3-1"):
            zaak.doet("hulpofficier", "besluit", **OPLEGGEN)
        return
    zaak.doet("hulpofficier", "besluit", **OPLEGGEN)
    zaak.doet("hulpofficier", "ondertekening").op("2026-03-21T02:35").uitgereikt()
    assert "kennisname" in zaak.state.taken
    assert "mededeling_burgemeester" in zaak.state.documenten


def test_hulpofficier_tekent_niet_wat_de_burgemeester_besloot(quick: HouseUnderTest) -> None:
    with refused("awb-10-11"):
        ready_to_decide(quick).besloten().doet("hulpofficier", "ondertekening")


@pytest.mark.parametrize(("rol", "mag"), [("burgemeester", True), ("hulpofficier", False)])
def test_ook_als_een_model_anders_zegt_tekent_alleen_wie_mag(
    quick: HouseUnderTest, rol: str, mag: bool
) -> None:
    zaak = ready_to_decide(quick).besloten()
    now = quick.clock.now()
    order = signature("beschikking_huisverbod", Rol(rol), now)

    if mag:
        judged(zaak, order, now)
    else:
        with refused("awb-10-11"):
            judged(zaak, order, now)


def telephoned(tested: HouseUnderTest) -> Zaak:
    telefonisch = {"besloten_op": "2026-03-21T00:10", "burgemeester": "B. Meester"}
    return ready_to_decide(tested).doet(
        "hulpofficier", "besluit", **OPLEGGEN, telefonisch=telefonisch
    )


def test_telefonisch_besluit_wordt_getekend_door_de_hulpofficier(quick: HouseUnderTest) -> None:
    zaak = telephoned(quick)
    assert "besluitnotitie" in zaak.state.documenten

    zaak.doet("hulpofficier", "ondertekening").doet("burgemeester", "bevestiging", akkoord=True)

    assert zaak.op("2026-03-21T02:35").uitgereikt().state.status == "van_kracht"


def test_ontkend_telefonisch_besluit_voor_uitreiking_is_ingetrokken(quick: HouseUnderTest) -> None:
    zaak = telephoned(quick)

    zaak.doet("burgemeester", "bevestiging", akkoord=False, toelichting="Dit besloot ik niet.")

    assert (zaak.state.status, zaak.state.taken) == ("ingetrokken", ())
    assert "kennisgeving_beeindiging" in zaak.state.documenten


def test_ontkend_telefonisch_besluit_na_uitreiking_eindigt_het_huisverbod(
    quick: HouseUnderTest,
) -> None:
    zaak = telephoned(quick).doet("hulpofficier", "ondertekening")
    zaak.op("2026-03-21T02:35").uitgereikt()

    zaak.doet("burgemeester", "bevestiging", akkoord=False, toelichting="Dit besloot ik niet.")

    assert zaak.state.status == "ingetrokken"
    assert "afsluiting" in zaak.state.taken
    assert zaak.state.termijnen["einde_huisverbod"].state == "vervallen"


def test_ontkennen_vraagt_een_toelichting(quick: HouseUnderTest) -> None:
    with refused("awb-3-46"):
        telephoned(quick).doet("burgemeester", "bevestiging", akkoord=False)


@pytest.mark.parametrize(
    ("op", "mag"),
    [("2026-03-21T00:10", True), ("2026-03-21T00:09", False), ("2026-03-21T00:11", False)],
)
def test_uitreiking_ligt_na_de_ondertekening_en_niet_in_de_toekomst(
    quick: HouseUnderTest, op: str, mag: bool
) -> None:
    zaak = ready_to_decide(quick).besloten().getekend()

    if mag:
        assert zaak.uitgereikt(op).state.status == "van_kracht"
    else:
        with refused("uitreiking-tijd"):
            zaak.uitgereikt(op)


def corrected(zaak: Zaak, veld: str, waarde: str) -> Zaak:
    return zaak.meldt("ambtenaar", "correctie", veld=veld, waarde=waarde, reden="Verschreven.")


@pytest.mark.parametrize(
    ("veld", "waarde", "mag"),
    [
        ("uitreiking.uitgereikt_op", "2026-03-21T00:10", True),
        ("uitreiking.uitgereikt_op", "2026-03-21T00:09", False),
        ("uitreiking.uitgereikt_op", "2026-03-21T02:36", False),
        ("melding.incident_op", "2026-03-20T23:00", True),
        ("melding.incident_op", "2026-03-21T02:36", False),
    ],
)
def test_een_gecorrigeerd_tijdstip_kan_geweest_zijn(
    quick: HouseUnderTest, veld: str, waarde: str, mag: bool
) -> None:
    zaak = running(quick)

    if mag:
        corrected(zaak, veld, waarde)
    else:
        with refused("uitreiking-tijd"):
            corrected(zaak, veld, waarde)


@pytest.mark.parametrize(
    ("op", "mag"),
    [("2026-03-22T10:00", True), ("2026-03-22T09:59", False), ("2026-03-22T10:01", False)],
)
def test_aanvullend_besluit_wordt_na_de_ondertekening_uitgereikt(
    quick: HouseUnderTest, op: str, mag: bool
) -> None:
    zaak = running(quick).op("2026-03-22T10:00")
    adres = {**MELDING["locatie"], "huisnummer": 14}
    wijziging = {"soort": "adres_verbeterd", "locatie": adres}
    zaak.meldt("ambtenaar", "aanvulling", wijzigingen=[wijziging], motivering="Verschreven.")
    zaak.doet("burgemeester", "ondertekening_aanvulling")
    answer = {"wijze": "in_persoon", "uitgereikt_op": op}

    if mag:
        zaak.doet("ambtenaar", "uitreiking_aanvulling", **answer)
        assert zaak.state.einde == read_moment("2026-03-31T02:30")
    else:
        with refused("uitreiking-tijd"):
            zaak.doet("ambtenaar", "uitreiking_aanvulling", **answer)


def test_aanvullen_houdt_wat_er_al_was(quick: HouseUnderTest) -> None:
    zaak = ready_to_decide(quick)

    zaak.doet("burgemeester", "besluit", uitkomst="aanvullen", motivering="Wie zag het?")

    assert (zaak.state.status, zaak.state.taken) == ("in_beoordeling", ("risicotaxatie",))
    with quick.house.database.reading() as connection:
        assert case(connection, zaak.id).zaak.risicotaxatie is not None
    assert zaak.getaxeerd("2.a.4").besloten(gronden=["2.a.4"]).state.status == "ter_ondertekening"


def running(tested: HouseUnderTest) -> Zaak:
    return een_zaak(tested).van_kracht()


@pytest.mark.parametrize(
    ("tot", "mag"),
    [
        ("2026-04-18T02:30", True),
        ("2026-04-18T02:31", False),
        ("2026-03-31T02:30", False),
        ("2026-03-31T02:31", True),
    ],
)
def test_verlenging_eindigt_na_het_einde_en_binnen_vier_weken(
    quick: HouseUnderTest, tot: str, mag: bool
) -> None:
    if mag:
        assert "ondertekening_verlenging" in running(quick).verlenging_besloten(tot).state.taken
    else:
        with refused("wth-9-1-vier-weken"):
            running(quick).verlenging_besloten(tot)


def test_verlengen_kan_alleen_als_de_dreiging_zich_voortzet(quick: HouseUnderTest) -> None:
    with refused("wth-9-1-dreiging"):
        running(quick).verlenging_besloten(dreiging_voortzet=False)


def test_zonder_nieuw_horen_of_reden_geen_verlenging(quick: HouseUnderTest) -> None:
    zaak = running(quick).op("2026-03-30T10:00")
    answer: dict[str, Any] = {
        "uitkomst": "verlengen",
        "tot": "2026-04-05T02:30",
        "dreiging_voortzet": True,
        "feiten_sindsdien": "Hij stond voor de deur.",
        "motivering": "De dreiging duurt voort.",
    }
    with refused("awb-4-8"):
        zaak.doet("burgemeester", "besluit_verlenging", **answer)

    zaak.doet("ambtenaar", "zienswijze_verlenging", gehoord=False, reden="spoed")

    zaak.doet("burgemeester", "besluit_verlenging", **answer)
    assert "ondertekening_verlenging" in zaak.state.taken


def test_zonder_motivering_geen_verlenging(quick: HouseUnderTest) -> None:
    with refused("awb-3-46"):
        running(quick).verlenging_besloten(motivering=" ")


def test_afwijken_van_het_advies_vraagt_een_reden(quick: HouseUnderTest) -> None:
    zaak = running(quick).op("2026-03-29T10:00")
    zaak.doet(
        "hulpverlening",
        "verlengingsadvies",
        advies="niet_verlengen",
        dreiging_voortzet=False,
        motivering="Rust.",
    )
    zaak.doet("ambtenaar", "zienswijze_verlenging", gehoord=False, reden="spoed")
    answer: dict[str, Any] = {
        "uitkomst": "verlengen",
        "tot": "2026-04-05T02:30",
        "dreiging_voortzet": True,
        "feiten_sindsdien": "Hij stond voor de deur.",
        "motivering": "De dreiging duurt voort.",
    }

    with refused("awb-3-46"):
        zaak.doet("burgemeester", "besluit_verlenging", **answer)

    zaak.doet("burgemeester", "besluit_verlenging", **answer, afwijking_advies="Nieuwe feiten.")


@pytest.mark.parametrize("rol", ["hulpofficier", "ambtenaar", "hulpverlening", "politie"])
def test_alleen_de_burgemeester_verlengt(quick: HouseUnderTest, rol: str) -> None:
    zaak = running(quick).op("2026-03-30T10:00")

    with refused("wth-3-1"):
        zaak.doet(rol, "besluit_verlenging")


def extended(tested: HouseUnderTest) -> Zaak:
    return running(tested).verlenging_besloten().doet("burgemeester", "ondertekening_verlenging")


def serve(zaak: Zaak, op: str) -> Zaak:
    return zaak.doet("ambtenaar", "uitreiking_verlenging", wijze="in_persoon", uitgereikt_op=op)


def test_op_tijd_uitgereikt_is_meteen_verlengd(quick: HouseUnderTest) -> None:
    zaak = serve(extended(quick).op("2026-03-30T12:00"), "2026-03-30T11:50")

    assert zaak.state.status == "verlengd"
    assert zaak.state.einde == read_moment("2026-04-10T02:30")
    # the limit is not reached: a second extension is possible, from five days before the new end
    zaak.op("2026-04-05T02:31")
    assert "verlengingsadvies" in zaak.state.taken


@pytest.mark.parametrize(
    ("op", "mag"),
    [("2026-03-29T10:00", True), ("2026-03-29T09:59", False), ("2026-03-29T10:01", False)],
)
def test_verlenging_wordt_na_de_ondertekening_uitgereikt(
    quick: HouseUnderTest, op: str, mag: bool
) -> None:
    zaak = extended(quick)

    if mag:
        assert serve(zaak, op).state.status == "verlengd"
    else:
        with refused("uitreiking-tijd"):
            serve(zaak, op)


@pytest.mark.parametrize(
    ("moment", "mag"), [("2026-03-31T02:29", True), ("2026-03-31T02:30", False)]
)
def test_na_het_einde_wordt_niet_meer_besloten_of_getekend(
    quick: HouseUnderTest, moment: str, mag: bool
) -> None:
    zaak = running(quick).verlenging_besloten()
    at = read_moment(moment)
    lapse = Verlengingsbesluit(
        door="iemand",
        door_naam="I. Emand",
        vastgelegd_op=at,
        uitkomst=Verlengingsuitkomst.NIET_VERLENGEN,
        motivering="Rust.",
        afwijking_advies="Hij is verhuisd.",
    )

    for proposal in (lapse, signature("beschikking_verlenging", Rol.BURGEMEESTER, at)):
        if mag:
            judged(zaak, proposal, at)
        else:
            with refused("wth-9-1-verstreken"):
                judged(zaak, proposal, at)


@pytest.mark.parametrize(("op", "mag"), [("2026-03-31T02:29", True), ("2026-03-31T02:30", False)])
def test_een_gecorrigeerde_uitreiking_van_de_verlenging_ligt_voor_het_einde(
    quick: HouseUnderTest, op: str, mag: bool
) -> None:
    zaak = serve(extended(quick).op("2026-03-30T12:00"), "2026-03-30T11:50")
    zaak.op("2026-04-01T10:00")

    if mag:
        corrected(zaak, "uitreiking_verlenging.uitgereikt_op", op)
        assert zaak.state.status == "verlengd"
    else:
        with refused("wth-9-1-verstreken"):
            corrected(zaak, "uitreiking_verlenging.uitgereikt_op", op)


@pytest.mark.parametrize(("op", "mag"), [("2026-03-31T02:29", True), ("2026-03-31T02:30", False)])
def test_bij_late_invoer_telt_het_moment_van_uitreiken(
    quick: HouseUnderTest, op: str, mag: bool
) -> None:
    zaak = extended(quick).op("2026-03-31T10:00")
    assert zaak.state.status == "geeindigd"

    if not mag:
        with refused("wth-9-1-verstreken"):
            serve(zaak, op)
        return
    serve(zaak, op)
    assert zaak.state.status == "verlengd"
    assert "afsluiting" not in zaak.state.taken
    assert zaak.op("2026-04-10T02:30").state.status == "geeindigd"


def test_na_24_uur_wordt_een_uitreiking_niet_meer_vastgelegd(quick: HouseUnderTest) -> None:
    zaak = extended(quick).op("2026-04-01T02:30")

    with refused("wth-9-1-verstreken"):
        serve(zaak, "2026-03-31T02:00")


def test_niet_verlengen_laat_het_huisverbod_aflopen(quick: HouseUnderTest) -> None:
    zaak = running(quick).op("2026-03-30T10:00")
    zaak.doet("burgemeester", "besluit_verlenging", uitkomst="niet_verlengen", motivering="Rust.")

    assert "besluit_verlenging" not in zaak.state.taken
    assert zaak.op("2026-03-31T02:30").state.status == "geeindigd"


def test_sluiten_kan_pas_na_het_hulpaanbod(quick: HouseUnderTest) -> None:
    zaak = running(quick).op("2026-03-31T09:00")
    with refused("hulpaanbod-verplicht"):
        zaak.doet("hulpverlening", "afsluiting", overdracht="Wijkteam.")

    zaak.hulp_aangeboden().doet("hulpverlening", "afsluiting", overdracht="Wijkteam.")

    assert (zaak.state.status, zaak.state.taken) == ("gesloten", ())


@pytest.mark.parametrize("belofte", ["aanvaard", "belemmert_niet", "werkt_mee"])
def test_intrekken_wegens_hulp_vraagt_elke_bevestiging(quick: HouseUnderTest, belofte: str) -> None:
    zaak = running(quick).op("2026-03-23T10:00")
    zaak.meldt("ambtenaar", "intrekking", aanleiding="hulp_aanvaard")
    answers: dict[str, Any] = {
        "aanvaard": True,
        "belemmert_niet": True,
        "werkt_mee": True,
        belofte: False,
    }
    zaak.doet(
        "hulpverlening",
        "hulpaanbod_uithuisgeplaatste",
        aangeboden_op="2026-03-23T09:00",
        **answers,
    )

    with refused("wth-2-9"):
        zaak.doet(
            "burgemeester",
            "besluit_intrekking",
            uitkomst="intrekken",
            grond="hulp_aanvaard",
            motivering="Hulp.",
        )


@pytest.mark.parametrize("uitkomst", ["intrekken", "handhaven"])
def test_intrekken_en_handhaven_vragen_een_motivering(quick: HouseUnderTest, uitkomst: str) -> None:
    zaak = running(quick).meldt("ambtenaar", "intrekking", aanleiding="anders")
    grond = {"grond": "dreiging_weg"} if uitkomst == "intrekken" else {}

    with refused("awb-3-46"):
        zaak.doet("burgemeester", "besluit_intrekking", uitkomst=uitkomst, motivering=" ", **grond)


def test_intrekking_werkt_vanaf_de_ondertekening(quick: HouseUnderTest) -> None:
    zaak = (
        running(quick)
        .op("2026-03-28T10:00")
        .meldt("burgemeester", "intrekking", aanleiding="niemand_te_beschermen")
    )
    zaak.doet(
        "burgemeester",
        "besluit_intrekking",
        uitkomst="intrekken",
        grond="dreiging_weg",
        motivering="Zij zijn verhuisd.",
    )
    assert zaak.state.status == "van_kracht"

    zaak.doet("burgemeester", "ondertekening_intrekking")

    assert zaak.state.status == "ingetrokken"
    assert not {"verlengingsadvies", "zienswijze_verlenging"} & set(zaak.state.taken)
    assert zaak.op("2026-03-31T02:30").state.status == "ingetrokken"


def test_handhaven_laat_het_huisverbod_staan(quick: HouseUnderTest) -> None:
    zaak = running(quick).meldt("hulpverlening", "intrekking", aanleiding="anders")

    zaak.doet("burgemeester", "besluit_intrekking", uitkomst="handhaven", motivering="Nog gevaar.")

    assert zaak.state.status == "van_kracht"
    zaak.meldt("ambtenaar", "intrekking", aanleiding="anders")
    assert "besluit_intrekking" in zaak.state.taken


def test_overtreding_kan_vaker_en_laat_het_huisverbod_gelden(quick: HouseUnderTest) -> None:
    zaak = running(quick).op("2026-03-22T10:00")

    for _ in range(3):
        zaak.meldt(
            "politie",
            "overtreding",
            gepleegd_op="2026-03-22T09:00",
            omschrijving="Stond in de straat.",
            aangehouden=False,
        )

    assert zaak.state.status == "van_kracht"
    assert zaak.state.taken.count("opvolging_overtreding") == 3
    assert "melding_overtreding" in zaak.state.documenten


def test_bericht_waar_niemand_op_wacht_wordt_geweigerd(quick: HouseUnderTest) -> None:
    with refused("status"):
        een_zaak(quick).meldt("ambtenaar", "intrekking", aanleiding="anders")


def test_wens_voor_een_advocaat_opent_de_taak_wanneer_hij_komt(quick: HouseUnderTest) -> None:
    zaak = running(quick)
    assert "rechtsbijstand" not in zaak.state.taken

    zaak.meldt("politie", "wens_rechtsbijstand", geuit_op="2026-03-21T02:33")

    assert "rechtsbijstand" in zaak.state.taken
    assert "melding_rechtsbijstand" in zaak.state.documenten


def test_wat_in_de_weg_staat_is_vooraf_te_zien(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick, kindermishandeling=True, eergerelateerd=True).getaxeerd()
    with quick.house.database.reading() as connection:
        found = case(connection, zaak.id).zaak

    objections = guards.standing_in_the_way(found, Besluit, quick.clock.now())

    assert [each.code for each in objections] == ["wth-2-3", "awb-4-8", "eer-advies"]


def test_alle_bezwaren_worden_verteld_en_het_eerste_is_de_code(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick, kindermishandeling=True).getaxeerd()

    with refused("wth-2-3") as caught:
        zaak.besloten(gronden=[], belangenafweging="", motivering="")

    assert len(caught.value.reasons) == 5
    assert caught.value.article == "Wth 2.3"


def test_elke_bewaker_heeft_een_plaats_en_een_artikel() -> None:
    assert {guard.code for guard in guards.GUARDS} == set(guards.ORDER)
    assert all(guard.article and guard.rule.__doc__ for guard in guards.GUARDS)
    assert all(Rol(rol) for rol in Rol)
