"""Every page of the product, and every state of one, as stops of one walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask
from playwright.sync_api import Page

from engine.model.gebruikers import Rol
from tests.browser.world import DRAFT, World
from tests.security.walk import Place, Walker, places
from web.stage import PEOPLE

#: Who is asked first whether a page opens: who sees most of it.
LOGINS = (
    "ambtenaar",
    "burgemeester",
    "hulpofficier",
    "politie",
    "hulpverlening",
    "jurist",
    "beheerder",
    "toezichthouder",
)
NOBODY = ""
#: What is answered with something else than a page, and what that is.
NO_PAGES = {
    "/.well-known/security.txt": "text for who found a hole",
    "/aanmelden/organisatie/<aanbieder>": "sends on to a provider",
    "/aanmelden/organisatie/opnieuw": "sends on to a provider",
    "/aanmelden/organisatie/terug": "sends on to where one was",
    "/aanmelden/verder": "sends on to the step that waits",
    "/agenda/<geheim>.ics": "a calendar for programs",
    "/api/v1/zaken/<nummer>/vooruitblik": "an operation for programs",
    "/berichten/<attendering_id>": "sends on to what it is about",
    "/cijfers.csv": "a file",
    "/cijfers.ods": "a file",
    "/healthz": "for who watches",
    "/healthz/live": "for who watches",
    "/healthz/ready": "for who watches",
    "/logboek.csv": "a file",
    "/melden": "sends on to a new report",
    "/readyz": "for who watches",
    "/sessie": "an answer to a module of ours",
    "/static/<path:filename>": "a file",
    "/thema/<kleur>.css": "a stylesheet",
    "/zaken/<zaak_id>/archief.zip": "a file",
    "/zaken/<zaak_id>/papieren/<paper_id>": "a file",
    "/zaken/<zaak_id>/papieren/<paper_id>/gegevens.json": "a file",
    "/zaken/<zaak_id>/papieren/<paper_id>/mdto.xml": "a file",
    "/zaken/<zaak_id>/papieren/<paper_id>/pagina/<int:number>": "a picture",
    "/zaken/<zaak_id>/papieren/<paper_id>/uitwisseling.pdf": "a file",
    "/zaken/<zaak_id>/proces/<name>/model": "a file for the diagram",
}
#: Pages that only a sign-in under way opens; `test_everybody.py` walks them by signing in.
AT_THE_DOOR = frozenset(
    {"/aanmelden/code", "/aanmelden/inrichten", "/aanmelden/wachtwoord", "/afgemeld"}
)
#: What looks different to each role.
_FOR_EACH = ("/", "/berichten", "/kalender")
_BEGUN = {
    "doe": "bewaren",
    "versie": "0",
    "incident_op.datum": "2026-03-30",
    "incident_op.tijd": "01:15",
    "aanleiding": "Buren bellen over geschreeuw.",
    "betrokkene.voornamen": "Bas",
    "betrokkene.achternaam": "Groen",
    "betrokkene.geboortedatum.dag": "9",
    "betrokkene.geboortedatum.maand": "september",
    "betrokkene.geboortedatum.jaar": "1999",
    "locatie.straat": "Elzenstraat",
    "locatie.huisnummer": "30",
    "huisgenoten.0.voornamen": "Iris",
    "huisgenoten.0.relatie": "partner",
}
#: What was filled in is wrong, or the case does not allow it.
REFUSED = (409, 422)
_LONG = "Ernstig en onmiddellijk gevaar voor de partner en het kind. " * 3


@dataclass(frozen=True, slots=True)
class Stop:
    """A page as somebody sees it.

    Attributes:
        what: what is to be seen there.
        login: who sees it; empty: somebody who is not signed in.
        path: where it is.
        rule: the route it is an example of; empty for a state of one that is walked anyway.
        posted: what is sent there first; None: it is opened.
        then: what is done on it before it is looked at.
        status: what it may answer.
    """

    what: str
    login: str
    path: str
    rule: str = ""
    posted: Mapping[str, str] | None = None
    then: Callable[[Page], None] | None = None
    status: tuple[int, ...] = (200,)


def every_page(app: Flask, world: World) -> Iterator[Stop]:
    """Each route that is a page, with each of its kinds, as the first who may open it."""
    walkers = {NOBODY: Walker(world.living.tested, app)}
    walkers |= {login: Walker(world.living.tested, app, login) for login in LOGINS}
    keep = Place("", "POST", f"/melden/{DRAFT}/concept")
    assert walkers["hulpofficier"].open(keep, **_BEGUN).status_code == HTTPStatus.SEE_OTHER
    for place in places(app, world.living):
        if place.method != "GET" or place.rule in NO_PAGES or place.rule in AT_THE_DOOR:
            continue
        if "<concept_id>" in place.rule:
            path = place.rule.replace("<concept_id>", DRAFT)
            yield Stop("a report that was begun", "hulpofficier", path, place.rule)
            continue
        yield from _opened(walkers, place)
    for path in _FOR_EACH:
        yield from (Stop("as each role", login, path) for login in LOGINS)
    case_page = f"/zaken/{world.living.id}"
    yield from (Stop("the case as each role", login, case_page) for login in LOGINS[:6])


def _opened(walkers: Mapping[str, Walker], place: Place) -> Iterator[Stop]:
    for login, walker in walkers.items():
        answer = walker.open(place)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            yield Stop(place.about or "a page", login, place.path, place.rule)
            return


def every_state(world: World) -> Iterator[Stop]:
    """What pages look like when something is the matter, or nothing is there."""
    yield from _tasks(world)
    yield from _cases(world)
    yield from _mistakes(world)
    yield from _searches()
    yield Stop("role without access", "politie", "/cijfers", status=(403,))
    yield Stop("no such page", "politie", "/nergens", status=(404,))
    yield Stop("no such page, not signed in", NOBODY, "/nergens", status=(404,))
    yield Stop("a fault of ours", "politie", "/kapot", status=(500,))
    yield Stop("too often", NOBODY, "/te-vaak", status=(429,))
    yield Stop("gone for good", NOBODY, "/weg", status=(410,))
    yield Stop("not ready", NOBODY, "/nog-niet", status=(503,))
    yield Stop("forged form", "politie", "/sessie", posted={"csrf": "x"}, status=(400,))
    yield Stop("sent away by a wrong name", NOBODY, "/aanmelden", posted={}, status=(422,))
    yield Stop("an emergency", "ambtenaar-0363", f"/zaken/{world.living.id}")
    yield Stop("nothing to do", "ambtenaar-0363", "/")
    yield Stop("a report that was not begun", "hulpofficier", "/melden")
    yield Stop("about to end", "jurist", "/", then=_ends_in(60))
    yield Stop("ended", "jurist", "/", then=_ends_in(0))
    yield Stop("unknown code", NOBODY, "/controle?code=7K3M9QXD2F4TB6WZ")
    yield Stop("no code", NOBODY, "/controle?code=x", status=(422,))
    yield Stop("a calendar of one's own", "jurist", "/mijn-agenda/maken", posted={})


def _ends_in(seconds: int) -> Callable[[Page], None]:
    event = f"new CustomEvent('sessie', {{detail: {{seconden: {seconds}}}}})"

    def tell(page: Page) -> None:
        page.evaluate(f"document.dispatchEvent({event})")
        page.locator("#sessie").wait_for(state="visible")

    return tell


def _tasks(world: World) -> Iterator[Stop]:
    """Every kind of task that waits: asked, refused, and with a draft; whoever has it in hand."""
    for task, (rol, path) in sorted(world.open_tasks.items()):
        login = PEOPLE[Rol(rol)][0]
        if world.living.id not in path:  # of the living case they are pages of their own
            yield Stop(f"{task}, asked", login, path)
        yield Stop(f"{task}, refused", login, path, posted={"taak": task}, status=REFUSED)
    _, hearing = world.open_tasks["zienswijze"]
    yield Stop(
        "a draft resumed",
        "hulpofficier",
        f"{hearing}/concept",
        posted={"doe": "bewaren", "versie": "0", "verklaring": _LONG},
        then=lambda page: _go(page, hearing),
    )
    _, taken = world.open_tasks["zienswijze_verlenging"]
    yield Stop("in the hands of a colleague", "ambtenaar", taken)
    yield Stop(
        "taken over without a reason", "ambtenaar", f"{taken}/overdragen", posted={}, status=REFUSED
    )


def _go(page: Page, path: str) -> None:
    page.goto(page.url.partition("/zaken")[0] + path)


def _cases(world: World) -> Iterator[Stop]:
    for what, zaak in world.others.items():
        yield Stop(f"a case {what}", "ambtenaar", f"/zaken/{zaak.id}")
    yield Stop("a case that cannot move on", "hulpofficier", f"/zaken/{world.others['stuck'].id}")
    yield Stop("waiting for a document", "burgemeester", f"/zaken/{world.others['waiting'].id}")


def _mistakes(world: World) -> Iterator[Stop]:
    case_page = f"/zaken/{world.living.id}"
    yield Stop(
        "empty report",
        "hulpofficier",
        "/melden/00000000-0000-0000-0000-000000000002",
        posted={},
        status=(422,),
    )
    for name, login in (
        ("feit", "politie"),
        ("overtreding", "politie"),
        ("intrekking", "ambtenaar"),
    ):
        yield Stop(
            f"empty {name}", login, f"{case_page}/berichten/{name}", posted={}, status=(422,)
        )
    yield Stop("no reason", "ambtenaar", f"{case_page}/geheime-adressen", posted={}, status=(422,))
    yield Stop(
        "no address",
        "jurist",
        "/berichten/instellen",
        posted={"adres": "x", "taal": "nl"},
        status=(422,),
    )
    yield Stop(
        "no period", "ambtenaar", "/afwezigheid", posted={"voor": world.official}, status=(422,)
    )
    for name in ("gemeente", "huisstijl", "mandaten", "tijden"):
        path = f"/instellingen/0599/{name}"
        yield Stop(
            f"wrong {name}", "beheerder", path, posted={"feestdagen": "gisteren"}, status=(422,)
        )
    yield Stop("wrong password", "jurist", "/ik/beveiliging/wachtwoord", posted={}, status=(422,))
    yield Stop("wrong confirmation", "jurist", "/ik/bevestigen", posted={}, status=(422,))


def _searches() -> Iterator[Stop]:
    yield Stop("nothing asked", "ambtenaar", "/zoeken", posted={}, status=(422,))
    yield Stop("nothing found", "ambtenaar", "/zoeken", posted={"naam": "Zoekmaar"})
    yield Stop("much found", "ambtenaar", "/zoeken", posted={"naam": "Vries"})
