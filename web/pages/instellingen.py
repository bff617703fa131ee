"""Settings of a municipality, for its functional administrator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from engine.errors import BrokenModel, NotAllowed, NotFound
from engine.law.moments import local_date
from engine.model.gebruikers import Mandaat, Rol
from engine.service.beheer import ARMS_WIDTH
from engine.store.reading import gebruikers as reading
from web.door import access
from web.errors import sentence
from web.proefdruk import print_sample
from web.session import actor, house

pages = Blueprint("instellingen", __name__)

#: What is set as one line of text, in the order of the page.
TEXTS = (
    "naam",
    "burgemeester",
    "adres",
    "postcode_plaats",
    "antwoordadres",
    "telefoon",
    "email",
    "rechtbank",
    "rechtbank_adres",
    "veilig_thuis_telefoon",
    "hulpinstantie",
    "hulpinstantie_telefoon",
    "controle_adres",
)
#: Lines of text, one each.
LINES = ("ondertekening", "locoburgemeesters")
#: The longest drawing of arms that is taken in.
MAX_ARMS = 400 * 1024
_ONLY = (Rol.BEHEERDER,)


@pages.get("/instellingen")
@access(rollen=_ONLY)
def show() -> Any:
    """The municipalities that I administer, and the models."""
    mine = _mine()
    return render_template(
        "pages/instellingen.html",
        gemeenten=[house().beheer.gemeente(code) for code in mine],
        versies=house().migratie.versions(),
        nieuwste=house().models.newest.hash,
    )


@pages.get("/instellingen/<code>/gemeente")
@access(rollen=_ONLY)
def gemeente(code: str) -> Any:
    """Names, addresses, telephone numbers: what letters say of a municipality."""
    return _page("gemeente", code)


@pages.post("/instellingen/<code>/gemeente")
@access(rollen=_ONLY)
def keep_gemeente(code: str) -> Any:
    """Keep them."""

    def keep() -> None:
        changes: dict[str, str | tuple[str, ...]] = {
            name: request.form.get(name, "").strip() for name in TEXTS
        }
        changes |= {name: _lines(name) for name in LINES}
        house().beheer.set_style(actor(), code, changes)

    return _kept("gemeente", code, keep)


@pages.get("/instellingen/<code>/huisstijl")
@access(rollen=_ONLY)
def huisstijl(code: str) -> Any:
    """The arms and the colour on letters and pages."""
    return _page("huisstijl", code, breedtes=ARMS_WIDTH)


@pages.post("/instellingen/<code>/huisstijl")
@access(rollen=_ONLY)
def keep_huisstijl(code: str) -> Any:
    """Keep them, once a letter could be printed with them."""

    def keep() -> None:
        wapen = _upload("wapen", MAX_ARMS)
        if wapen:
            print_sample(house().makers, wapen, code)
        if request.form.get("geen_wapen"):
            wapen = b""
        changes: dict[str, str | tuple[str, ...]] = {"kleur": request.form.get("kleur", "")}
        house().beheer.set_style(
            actor(), code, changes, wapen=wapen, breedte_mm=_number("breedte_mm")
        )

    return _kept("huisstijl", code, keep, breedtes=ARMS_WIDTH)


@pages.get("/instellingen/<code>/tijden")
@access(rollen=_ONLY)
def tijden(code: str) -> Any:
    """When tasks ought to be done, and days off by royal decree."""
    return _page("tijden", code, taken=_tasks())


@pages.post("/instellingen/<code>/tijden")
@access(rollen=_ONLY)
def keep_tijden(code: str) -> Any:
    """Keep them; a task left empty follows the model."""

    def keep() -> None:
        given = {task: request.form.get(f"taak-{task}", "").strip() for task in _known_tasks()}
        house().beheer.set_process(
            actor(),
            code,
            feestdagen=[_day(text) for text in _lines("feestdagen")],
            opvolgtijden={task: text for task, text in given.items() if text},
        )

    return _kept("tijden", code, keep, taken=_tasks())


@pages.get("/instellingen/<code>/tabel")
@access(rollen=_ONLY)
def tabel(code: str) -> Any:
    """The risk table that answers for a municipality."""
    _check(code)
    return _page("tabel", code, bron=house().table(code, "risico"))


@pages.post("/instellingen/<code>/tabel")
@access(rollen=_ONLY)
def keep_tabel(code: str) -> Any:
    """Let another table answer, or the product's own again."""
    _check(code)

    def keep() -> None:
        content = _upload("bestand", MAX_ARMS)
        if content is None and not request.form.get("standaard"):
            raise ValueError(_("Kies een bestand, of vink aan dat de tabel van het product geldt."))
        text = content.decode("utf-8") if content else None
        house().beheer.set_table(actor(), code, "risico", text)

    return _kept("tabel", code, keep, bron=house().table(code, "risico"))


@pages.get("/instellingen/<code>/mandaten")
@access(rollen=_ONLY)
def mandaten(code: str) -> Any:
    """The register of mandates (Wth 3.1)."""
    _check(code)
    return _page("mandaten", code, **_register(code))


@pages.post("/instellingen/<code>/mandaten")
@access(rollen=_ONLY)
def keep_mandaat(code: str) -> Any:
    """Register a mandate, or end one."""
    _check(code)

    def keep() -> None:
        if number := _number("intrekken"):
            if number not in {each.id for each in _register(code)["mandaten"]}:
                raise NotFound(str(number))
            house().beheer.withdraw_mandate(actor(), number, _day(request.form.get("per", "")))
            return
        house().beheer.grant_mandate(
            actor(),
            Mandaat(
                gemeente=code,
                hulpofficier=request.form.get("hulpofficier", ""),
                van=_day(request.form.get("van", "")),
                tot=_day(request.form.get("tot", "")) + timedelta(days=1),
                verleend_door=request.form.get("verleend_door", "").strip()
                or house().beheer.gemeente(code).burgemeester,
            ),
        )

    return _kept("mandaten", code, keep, **_register(code))


@pages.get("/instellingen/<code>/gebruikers")
@access(rollen=_ONLY)
def gebruikers(code: str) -> Any:
    """Who works for a municipality."""
    _check(code)
    return _page("gebruikers", code, **_staff(code))


@pages.post("/instellingen/<code>/gebruikers")
@access(rollen=_ONLY)
def keep_gebruiker(code: str) -> Any:
    """Take somebody on, or change what they may; a new password is shown once, here."""
    _check(code)
    people, who = house().bemensing, actor()
    login, what = request.form.get("login", "").strip(), request.form.get("wat", "")
    rollen = [Rol(each) for each in request.form.getlist("rollen") if each in set(Rol)]
    password: str | None = None
    try:
        if what == "nieuw":
            naam = request.form.get("naam", "").strip()
            password = people.take_on(who, code, login, naam, rollen)
        elif what == "rollen":
            people.set_roles(who, code, login, rollen)
        elif what == "wachtwoord":
            password = people.reset_password(who, code, login)
        elif what == "factoren":
            people.reset_factors(who, code, login)
        elif what == "afmelden":
            people.end_sessions(who, code, login)
        elif what in ("afsluiten", "toelaten"):
            people.set_active(who, code, login, actief=what == "toelaten")
        else:
            abort(400)
    except (ValueError, NotAllowed) as error:
        return _page("gebruikers", code, fout=_words(error), **_staff(code)), 422
    if password is not None:
        return _page("gebruikers", code, wachtwoord=password, van=login, **_staff(code))
    return redirect(url_for("instellingen.gebruikers", code=code, bewaard=1), 303)


@pages.get("/instellingen/modellen/<hash>")
@access(rollen=_ONLY)
def modellen(hash: str) -> Any:
    """What differs between a version of the models and the newest, and how many cases run on it."""
    migratie = house().migratie
    running = {each.hash: each.zaken for each in migratie.versions()}
    if hash not in running:
        raise NotFound(hash)
    return render_template(
        "pages/instellingen/modellen.html",
        hash=hash,
        nieuwste=house().models.newest.hash,
        verschillen=[str(each) for each in migratie.differences(hash)],
        zaken=running[hash],
    )


def _mine() -> list[str]:
    who = actor()
    return [code for code in sorted(who.gemeenten) if who.holds(Rol.BEHEERDER, code)]


def _check(code: str) -> None:
    """Of another municipality not even its name is told."""
    if code not in _mine():
        raise NotFound(code)


def _page(name: str, code: str, **more: Any) -> Any:
    _check(code)
    return render_template(
        f"pages/instellingen/{name}.html",
        gemeente=house().beheer.gemeente(code),
        code=code,
        gekozen=name,
        bewaard=_("Bewaard.") if request.args.get("bewaard") else None,
        posted=request.form,
        **{"fout": None, **more},
    )


def _kept(name: str, code: str, keep: Callable[[], None], **more: Any) -> Any:
    _check(code)
    try:
        keep()
    except (ValueError, BrokenModel) as error:
        return _page(name, code, fout=_words(error), **more), 422
    return redirect(url_for(f"instellingen.{name}", code=code, bewaard=1), 303)


def _words(error: Exception) -> str:
    """What is wrong, for people; a ValueError of ours says it in Dutch."""
    if isinstance(error, NotAllowed):
        return " ".join(sentence(each) for each in error.reasons)
    if isinstance(error, UnicodeDecodeError):
        return str(_("Dit bestand is geen tekst."))
    return str(error)


def _register(code: str) -> dict[str, Any]:
    with house().database.reading() as connection:
        kept = [each for each in reading.mandates(connection) if each.gemeente == code]
    staff = house().bemensing.staff(actor(), code)
    return {
        "mandaten": kept,
        "vandaag": local_date(house().clock.now()),
        "hulpofficieren": [
            (each.id, each.naam)
            for each in staff
            if each.actief and (Rol.HULPOFFICIER.value, code) in each.rollen
        ],
    }


def _staff(code: str) -> dict[str, Any]:
    return {"mensen": house().bemensing.staff(actor(), code), "rollen": list(Rol)}


def _tasks() -> list[Any]:
    tasks = house().models.newest.tasks.values()
    return sorted((each for each in tasks if each.task in _known_tasks()), key=lambda t: t.naam)


def _known_tasks() -> list[str]:
    return sorted(house().models.newest.tasks)


def _lines(name: str) -> tuple[str, ...]:
    lines = (line.strip() for line in request.form.get(name, "").splitlines())
    return tuple(line for line in lines if line)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(
            _("%(tekst)s is geen dag; schrijf 2026-12-31.", tekst=text or "-")
        ) from error


def _number(name: str) -> int | None:
    text = request.form.get(name, "").strip()
    if not text:
        return None
    if not text.isdigit() or len(text) > 9:  # noqa: PLR2004 - no number of ours is longer
        raise ValueError(_("%(tekst)s is geen getal.", tekst=text))
    return int(text)


def _upload(name: str, most: int) -> bytes | None:
    """The bytes of a file, None when none was chosen."""
    found = request.files.get(name)
    if found is None or not found.filename:
        return None
    content = found.stream.read(most + 1)
    if len(content) > most:
        raise ValueError(_("Dit bestand is te groot."))
    return content or None
