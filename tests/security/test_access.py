"""Every route and API operation, as every role and as nobody, in two municipalities, against the
table in docs/reference/access.md. `make access` writes that table anew; read what changed in it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.access.policy import VISIBLE, Part
from engine.model.gebruikers import Rol
from engine.store.reading.zaak import papers
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest
from tests.security import walk
from tests.security.walk import (
    ELSEWHERE,
    HIDDEN,
    MARKERS,
    NOBODY,
    SIGN_IN,
    YES,
    Place,
    ReadableDesk,
    Walker,
    content,
    logins,
    marked,
    told,
)
from web.app import create_app

TABLE = Path("docs/reference/access.md")
WRITES = os.environ.get("HUISVERBOD_WRITE_ACCESS") == "1"
#: Ends the session of who opens it.
LAST = ("/afmelden",)

HEAD = """<!-- Made by `make access` from what the product answered; read each change of it. -->

# Who may open what

What every route and API operation answers to each role in its own municipality, to who is not
signed in (*niemand*) and to every role of another municipality (*elders*). *ja*: it is shown or
done, or refused for what was filled in; *nu niet*: the case does not wait for it, or the law has
another do it; *nee*: the role may not; *bestaat niet*: no different from what does not exist;
*aanmelden*: sign in first. A test walks all of it and compares.
"""
FIELDS = """
## Fields

Which fields of a case each role gets to read anywhere: on a page, through the API, in a paper or an
export. The secret address is shown by one page, after a reason, and by nothing else.
"""
PARTS = """
## Parts of a case

As declared in `engine/access/policy.py`.
"""


def line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def table(first: str, columns: list[str], rows: dict[str, list[str]]) -> list[str]:
    return [
        line(first, *columns),
        line(*["---"] * (len(columns) + 1)),
        *(line(name, *cells) for name, cells in rows.items()),
    ]


@pytest.fixture
def zaak(make_house: Callable[..., HouseUnderTest]) -> Zaak:
    return marked(make_house("sqlite://", documents=ReadableDesk()))


def walked(zaak: Zaak) -> Iterator[tuple[str, list[str]]]:
    """Row by row: a route, and what it answers to whom."""
    app = create_app(zaak.tested.house)
    house = zaak.tested
    people = {
        NOBODY: Walker(house, app),
        **{rol.value: Walker(house, app, login) for rol, login in logins("0599").items()},
    }
    strangers = [Walker(house, app, login) for login in logins("0363").values()]
    everything = sorted(walk.places(app, zaak), key=lambda p: (p.method != "GET", p.name, p.method))
    seen: set[tuple[str, str]] = set()
    for place in everything:
        if place.rule in LAST:
            continue
        cells = [_asked(person, place) for person in people.values()]
        # the first of its kind is asked for by every role of elsewhere, the others by one
        asking = strangers[:1] if (place.rule, place.method) in seen else strangers
        seen.add((place.rule, place.method))
        elsewhere = {told(each.open(place)) for each in asking} if place.of_a_case else set()
        cells.append(", ".join(sorted(elsewhere)))
        yield f"{place.method} {place.name}", cells
    for place in everything:
        if place.rule in LAST:
            cells = [told(person.open(place)) for person in people.values()]
            yield f"{place.method} {place.name}", [*cells, ""]


def _asked(person: Walker, place: Place) -> str:
    """What somebody is answered; a task that was taken is given back, for the next to ask."""
    answer = told(person.open(place))
    if place.rule.endswith("/oppakken") and answer == YES:
        rule, path = (each.replace("oppakken", "loslaten") for each in (place.rule, place.path))
        person.open(Place(rule, place.method, path, place.about))
    return answer


def fields(zaak: Zaak) -> dict[str, list[str]]:
    """Field → per role whether any GET route shows what was typed in it."""
    app = create_app(zaak.tested.house)
    found: dict[str, list[str]] = {name: [] for name in MARKERS.values()}
    for login in logins("0599").values():
        walker = Walker(zaak.tested, app, login)
        text = "".join(
            content(walker.open(place))
            for place in walk.places(app, zaak)
            if place.method == "GET" and place.rule != "/static/<path:filename>"
        )
        for marker, name in MARKERS.items():
            found[name].append("leest" if marker in text else "")
    return found


def page(zaak: Zaak) -> str:
    roles = [rol.value for rol in Rol]
    parts = {part.value: ["ziet" if part in VISIBLE[rol] else "" for rol in Rol] for part in Part}
    shown = fields(zaak)
    rows = dict(walked(zaak))
    lines = [
        HEAD,
        *table("route", [NOBODY, *roles, ELSEWHERE], rows),
        FIELDS,
        *table("veld", roles, shown),
        PARTS,
        *table("deel", roles, parts),
    ]
    return "\n".join(lines) + "\n"


def test_every_route_answers_everybody_as_the_table_says(zaak: Zaak) -> None:
    made = page(zaak)
    if WRITES:
        TABLE.write_text(made, encoding="utf-8")
    expected = TABLE.read_text(encoding="utf-8").splitlines()
    assert made.splitlines() == expected, "run `make access` and read what changed"


# -- what no table may ever say ----------------------------------------------------------------


def rows_of(heading: str) -> dict[str, dict[str, str]]:
    """A table of the page, by the first cell of its rows and the name of its columns."""
    lines = TABLE.read_text(encoding="utf-8").partition(heading)[2].splitlines()
    cells = [
        [cell.strip() for cell in each.strip("|").split("|")]
        for each in lines[: next((i for i, each in enumerate(lines) if "## " in each), None)]
        if each.startswith("|")
    ]
    columns = cells[0][1:]
    return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in cells[2:]}


def test_a_case_of_elsewhere_does_not_exist_whatever_the_table_says() -> None:
    rows = rows_of("# Who may open what")
    assert len(rows) > 40
    assert {row[ELSEWHERE] for row in rows.values()} == {"", HIDDEN}
    assert all(row[ELSEWHERE] for name, row in rows.items() if "<zaak_id>" in name)


def test_nobody_gets_past_the_door_but_where_everybody_may() -> None:
    public = {
        name.split()[1].strip("`")
        for name, row in rows_of("# Who may open what").items()
        if row[NOBODY] != SIGN_IN
    }
    assert public == {
        "/.well-known/security.txt",
        "/aanmelden",
        "/aanmelden/code",
        "/aanmelden/inrichten",
        "/aanmelden/inrichten/app",
        "/aanmelden/inrichten/passkey",
        "/aanmelden/inrichten/uitdaging",
        "/aanmelden/organisatie/<aanbieder>",
        "/aanmelden/organisatie/<aanbieder>/afgemeld",
        "/aanmelden/organisatie/terug",
        "/aanmelden/passkey",
        "/aanmelden/passkey/uitdaging",
        "/aanmelden/wachtwoord",
        "/agenda/<geheim>.ics",
        "/controle",
        "/healthz",
        "/healthz/live",
        "/healthz/ready",
        "/readyz",
        "/schendingen",
        "/static/<path:filename>",
        "/thema/<kleur>.css",
        "/toegankelijkheid",
        "/weergave",
    }


def test_hulpverlening_leest_geen_politiegegevens() -> None:
    rows = rows_of("## Fields")
    for name in (
        "melding: aanleiding",
        "risicotaxatie: bron van een signaal",
        "risicotaxatie: toelichting",
        "zienswijze: verklaring",
        "overtreding: omschrijving",
        "feit: omschrijving",
    ):
        assert rows[name][Rol.HULPVERLENING] == "", name


def test_toezichthouder_en_beheerder_lezen_geen_dossier() -> None:
    for name, row in rows_of("## Fields").items():
        assert row[Rol.TOEZICHTHOUDER] == row[Rol.BEHEERDER] == "", name
    logs = [n for n, r in rows_of("# Who may open what").items() if "logboek" in n]
    assert logs
    for name, row in rows_of("# Who may open what").items():
        if name in logs:
            assert row[Rol.TOEZICHTHOUDER] == YES, name


def test_een_geheim_adres_staat_nergens() -> None:
    assert set(rows_of("## Fields")["geheim adres van een huisgenoot"].values()) == {""}


def test_stukken_aan_de_uithuisgeplaatste_zeggen_niet_waar_anderen_zijn(zaak: Zaak) -> None:
    database = zaak.tested.house.database
    app = create_app(zaak.tested.house)
    ambtenaar = Walker(zaak.tested, app, logins("0599")[Rol.AMBTENAAR])
    with database.reading() as connection:
        his = [each for each in papers(connection, zaak.id) if each.aan == "uithuisgeplaatste"]
    assert len(his) >= 3
    for paper in his:
        path = f"/zaken/{zaak.id}/papieren/{paper.id}"
        text = content(ambtenaar.open(Place("", "GET", path)))
        assert "merk-geheim" not in text, paper.document
        assert "merk-hulp-thuis" not in text, paper.document


def test_stukken_aan_de_huisgenoten_zeggen_niet_waar_de_uithuisgeplaatste_is(zaak: Zaak) -> None:
    app = create_app(zaak.tested.house)
    ambtenaar = Walker(zaak.tested, app, logins("0599")[Rol.AMBTENAAR])
    with zaak.tested.house.database.reading() as connection:
        theirs = [e for e in papers(connection, zaak.id) if e.aan.startswith("huisgenoot")]
    assert theirs
    for paper in theirs:
        text = content(ambtenaar.open(Place("", "GET", f"/zaken/{zaak.id}/papieren/{paper.id}")))
        assert "merk-bereikbaar" not in text, paper.document


def test_a_paper_of_one_case_is_not_reached_through_another(zaak: Zaak) -> None:
    """Forged ids: a case one may see, and a paper or a task of another."""
    mine = een_zaak(zaak.tested)
    app = create_app(zaak.tested.house)
    walker = Walker(zaak.tested, app, logins("0599")[Rol.AMBTENAAR])
    for place in walk.places(app, zaak):
        if "<zaak_id>" in place.rule and place.path != place.path.replace(zaak.id, ""):
            inner = place.path.split(zaak.id)[1]
            if not any(each in place.rule for each in ("<paper_id>", "<task_id>")):
                continue
            answer = walker.open(Place(place.rule, place.method, f"/zaken/{mine.id}{inner}"))
            assert answer.status_code in (404, 409), (place.path, answer.status_code)
            assert "merk-" not in content(answer), place.path
