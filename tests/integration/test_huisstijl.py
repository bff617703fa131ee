"""What a municipality sets of its letters is what they look like, and who set it is on record."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import text

from documents import samples
from documents.desk import Desk
from documents.errors import WorkshopFailed
from documents.languages import LANGUAGES
from documents.workshop import Workshop
from engine.errors import InvalidForm, NotAllowed, NotFound
from engine.model.gebruikers import SYSTEEM
from engine.service.beheer import STYLE
from engine.store.reading.zaak import contents_of
from tests.builders import MELDING, Zaak, een_zaak
from tests.conftest import HouseUnderTest
from web.cli import main
from web.stage import example_gemeente

(ARMS,) = samples.images().values()
LEAFLETS = {"informatieblad_achterblijver", "informatieblad_uithuisgeplaatste"}
PAGE = "https://www.voorbeeldstad.example/controle"


def style(tested: HouseUnderTest, **changes: Any) -> None:
    tested.house.beheer.set_style(SYSTEEM, "0599", changes)


def facts(tested: HouseUnderTest, zaak: Zaak, document: str) -> list[dict[str, Any]]:
    """The facts of every version of a document: what the plain desk writes down."""
    with tested.house.database.reading() as connection:
        contents = contents_of(connection, zaak.id, document)
    # behind the facts of a signed version stands who signed it
    return [json.JSONDecoder().raw_decode(each.decode())[0][1] for each in contents]


def events(tested: HouseUnderTest) -> list[tuple[str, str, str]]:
    with tested.house.database.reading() as connection:
        rows = connection.execute(
            text(
                "select kind, gemeente, details from audit_events"
                " where kind = 'beheer:huisstijl:gewijzigd' order by id"
            )
        )
        return [(row.kind, row.gemeente, str(row.details)) for row in rows]


def test_letters_look_as_the_municipality_says(tested: HouseUnderTest) -> None:
    tested.house.beheer.set_style(
        SYSTEEM,
        "0599",
        {"kleur": "#7a1f1f", "ondertekening": ("burgemeester",), "controle_adres": PAGE},
        wapen=ARMS,
        breedte_mm=30,
    )
    zaak = een_zaak(tested).getaxeerd().gehoord().besloten()

    (order,) = facts(tested, zaak, "beschikking_huisverbod")

    assert order["gemeente"]["kleur"] == "#7a1f1f"
    assert order["gemeente"]["ondertekening"] == ["burgemeester"]
    wapen = order["gemeente"]["wapen"]
    assert (wapen["soort"], wapen["breedte_mm"]) == ("svg", 30)
    assert tested.house.beheer.gemeente("0363").wapen is None


def test_a_change_leaves_the_rest_and_a_line_on_the_record(quick: HouseUnderTest) -> None:
    before = quick.house.beheer.gemeente("0599")

    style(quick, adres="Nieuwstraat 2", email="")
    quick.house.beheer.set_style(SYSTEEM, "0599", {}, wapen=ARMS)
    quick.house.beheer.set_style(SYSTEEM, "0599", {}, breedte_mm=18)
    quick.house.beheer.set_style(SYSTEEM, "0599", {}, wapen=b"")

    after = quick.house.beheer.gemeente("0599")
    assert after.adres == "Nieuwstraat 2"
    assert (after.naam, after.kleur, after.wapen) == (before.naam, before.kleur, None)
    assert [re.findall(r"velden\W+(\w+)", each[2]) for each in events(quick)] == [
        ["adres"],
        ["wapen"],
        ["wapen"],
        ["wapen"],
    ]


def test_only_a_functional_administrator_of_the_municipality_may(quick: HouseUnderTest) -> None:
    for actor in (quick.actor("burgemeester"), quick.actor("beheerder", "0363")):
        with pytest.raises(NotAllowed):
            quick.house.beheer.set_style(actor, "0599", {"kleur": "#000000"})

    quick.house.beheer.set_style(quick.actor("beheerder"), "0599", {"kleur": "#000000"})

    assert quick.house.beheer.gemeente("0599").kleur == "#000000"
    with pytest.raises(NotFound):
        quick.house.beheer.set_style(SYSTEEM, "9999", {"kleur": "#000000"})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kleur": "#ffee00"}, "te licht"),
        ({"kleur": "blauw"}, "Schrijf de kleur"),
        ({"naam": ""}, "kan hier niet zonder"),
        ({"naam": "Stad 😡"}, "😡"),
        ({"adres": "Straat 1\nDorp"}, "één regel"),
        ({"ondertekening": ("burgemeester 😡",)}, "😡"),
        ({"controle_adres": "javascript:alert(1)"}, "https://"),
        ({"code": "0001"}, "hoort niet bij de huisstijl"),
        ({"feestdagen": "2026-01-01"}, "hoort niet bij de huisstijl"),
    ],
)
def test_what_a_letter_cannot_have_is_refused(
    quick: HouseUnderTest, changes: dict[str, Any], told: str
) -> None:
    before = quick.house.beheer.gemeente("0599")

    with pytest.raises(ValueError, match=told):
        style(quick, **changes)

    assert quick.house.beheer.gemeente("0599") == before
    assert events(quick) == []


def test_arms_that_are_too_wide_or_unsafe_are_refused(quick: HouseUnderTest) -> None:
    for wapen, breedte in ((ARMS, 200), (ARMS, 0), (b"<svg onload='x'/>", 20)):
        with pytest.raises(ValueError, match=r"breedte|PNG of SVG|geen SVG"):
            quick.house.beheer.set_style(SYSTEEM, "0599", {}, wapen=wapen, breedte_mm=breedte)

    assert quick.house.beheer.gemeente("0599").wapen is None


def test_arms_are_drawn_above_a_letter_asked_for_before_they_changed(
    make_house: Callable[..., HouseUnderTest],
) -> None:
    tested = make_house("sqlite://", documents=Desk())
    beheer = tested.house.beheer
    picture = io.BytesIO()
    Image.new("RGB", (40, 50), "#154273").save(picture, "PNG")
    beheer.set_style(SYSTEEM, "0599", {}, wapen=picture.getvalue())
    zaak = een_zaak(tested).getaxeerd().gehoord()
    worker, run = tested.house.worker, tested.house.worker.run
    worker.run = lambda: 0  # type: ignore[method-assign] # the letter waits
    zaak.besloten()

    beheer.set_style(SYSTEEM, "0599", {}, wapen=ARMS)
    assert run() == 1

    with tested.house.database.reading() as connection:
        (content,) = contents_of(connection, zaak.id, "beschikking_huisverbod")
    assert b"/Subtype/Image" in content.replace(b" ", b"")


def test_each_version_of_a_decision_has_a_code_of_its_own(quick: HouseUnderTest) -> None:
    style(quick, controle_adres=PAGE)
    zaak = een_zaak(quick).van_kracht()

    first, signed, second = facts(quick, zaak, "beschikking_huisverbod")

    codes = {first["controle"]["code"], second["controle"]["code"]}
    assert len(codes) == 2
    for code in codes:
        assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert first["controle"]["adres"] == PAGE
    assert signed == first


def test_without_a_page_to_check_at_a_decision_has_no_code(quick: HouseUnderTest) -> None:
    style(quick, controle_adres="")
    zaak = een_zaak(quick).getaxeerd().gehoord().besloten()

    (order,) = facts(quick, zaak, "beschikking_huisverbod")

    assert order["controle"] is None


def test_a_correction_elsewhere_makes_no_new_version_for_its_code_alone(
    quick: HouseUnderTest,
) -> None:
    style(quick, controle_adres=PAGE)
    zaak = een_zaak(quick).van_kracht().op("2026-03-21T03:30")
    told = {"medegedeeld_op": "2026-03-21T03:20", "wijze": "persoonlijk"}
    zaak.doet("ambtenaar", "mededeling_huisgenoten", **told)
    before = facts(quick, zaak, "beschikking_huisverbod")

    zaak.op("2026-03-21T04:00").meldt(
        "ambtenaar",
        "correctie",
        veld="mededeling_huisgenoten.medegedeeld_op",
        waarde="2026-03-21T03:10",
        reden="Verkeerd getypt.",
    )

    assert facts(quick, zaak, "beschikking_huisverbod") == before


def test_what_no_letter_shows_is_refused_where_it_is_typed(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)

    with pytest.raises(InvalidForm) as caught:
        zaak.doet(
            "hulpofficier",
            "risicotaxatie",
            signalen=[{"item": "2.a.2", "bron": "een 😡 buur"}],
            toelichting="Dreiging.",
        )

    assert set(caught.value.fields) == {"signalen.0.bron"}
    assert "😡" in str(caught.value)
    with pytest.raises(InvalidForm):
        quick.house.road.report(quick.actor("politie"), {**MELDING, "aanleiding": "漢字"})


def test_names_that_stand_in_letters_can_be_printed(quick: HouseUnderTest) -> None:
    beheer = quick.house.beheer

    with pytest.raises(ValueError, match="😡"):
        beheer.add_user(SYSTEEM, "boos", "B. 😡", "-", [])
    with pytest.raises(ValueError, match="te licht"):
        beheer.add_gemeente(SYSTEEM, replace(example_gemeente("0001"), kleur="#ffee00"))


def test_the_command_shows_and_changes_the_style(
    make_house: Callable[..., HouseUnderTest],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = f"sqlite:///{tmp_path / 'zaken.db'}"
    make_house(url)
    monkeypatch.setenv("HUISVERBOD_DATABASE", url)
    arms = tmp_path / "wapen.svg"
    arms.write_bytes(ARMS)

    assert main(["huisstijl", "0599"]) == 0
    assert "#154273" in capsys.readouterr().out
    lines = ["--ondertekening", "burgemeester", "--locoburgemeesters", "L. Wethouder"]
    assert main(["huisstijl", "0599", "--wapen", str(arms), "--kleur", "#7a1f1f", *lines]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"wapen +svg, 22 mm", shown)
    assert re.search(r"locoburgemeesters +L\. Wethouder", shown)
    assert main(["huisstijl", "0599", "--geen-wapen", "--ondertekening", ""]) == 0
    assert re.search(r"wapen +-\n", capsys.readouterr().out)
    assert main(["huisstijl", "0599", "--kleur", "#ffee00"]) == 2
    assert "te licht" in capsys.readouterr().err
    assert main(["huisstijl", "9999"]) == 2


def test_arms_with_which_no_letter_can_be_printed_are_not_kept(
    make_house: Callable[..., HouseUnderTest],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = f"sqlite:///{tmp_path / 'zaken.db'}"
    tested = make_house(url)
    monkeypatch.setenv("HUISVERBOD_DATABASE", url)
    arms = tmp_path / "wapen.svg"
    arms.write_bytes(ARMS)

    def fails(*_: object) -> None:
        raise WorkshopFailed("beschikking_huisverbod", "time")

    monkeypatch.setattr(Workshop, "render", fails)

    assert main(["huisstijl", "0599", "--wapen", str(arms), "--kleur", "#7a1f1f"]) == 2
    assert "het is niet bewaard" in capsys.readouterr().err
    kept = tested.house.beheer.gemeente("0599")
    assert (kept.wapen, kept.kleur) == (None, "#154273")


def test_every_setting_of_the_style_can_be_given_on_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["huisstijl", "--help"])

    shown = capsys.readouterr().out
    assert [name for name in STYLE if f"--{name.replace('_', '-')}" not in shown] == []


def test_the_commands_write_samples_and_tell_of_a_broken_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["documents", "sample", str(tmp_path / "uit")]) == 0
    written = {path.name for path in (tmp_path / "uit").iterdir()}
    leaflets = {f"{name}.{code}" for name in LEAFLETS for code in LANGUAGES}
    names = {each.name for each in samples.read()} - LEAFLETS | leaflets
    assert written == {f"{name}.pdf" for name in names}

    own = tmp_path / "eigen" / "0599" / "besluitnotitie.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ b.verzonnen }}", encoding="utf-8")
    monkeypatch.setenv("HUISVERBOD_TEMPLATES", str(tmp_path / "eigen"))

    assert main(["documents", "sample", str(tmp_path / "uit")]) == 1
    assert "besluitnotitie.html, regel 1: het gegeven b.verzonnen" in capsys.readouterr().err
    monkeypatch.setenv("HUISVERBOD_TEMPLATES", str(tmp_path / "nergens"))
    assert main(["doctor"]) == 2
