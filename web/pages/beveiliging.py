"""How I sign in, and where I am signed in: mine to see and to change."""

from __future__ import annotations

from typing import Any

import segno
from flask import Blueprint, Response, abort, current_app, redirect, render_template, request
from flask import url_for as address_of
from flask_babel import lazy_gettext as _

from engine.access import policy
from engine.errors import InvalidForm, Reden, Refused
from engine.store.reading import beveiliging as reading
from web import bevestigen, errors, session
from web.door import access
from web.session import actor, house, page_of_ours

pages = Blueprint("beveiliging", __name__)

#: What the record calls it, in words.
WIJZIGING = {
    "beheer:factor:toegevoegd": _("Tweede stap toegevoegd"),
    "beheer:factor:verwijderd": _("Tweede stap verwijderd"),
    "beheer:factor:herstelcodes": _("Nieuwe herstelcodes gemaakt"),
    "beheer:factor:herstelcode_gebruikt": _("Aangemeld met een herstelcode"),
    "beheer:wachtwoord:gewijzigd": _("Wachtwoord gewijzigd"),
    "beheer:gebruiker:factoren_weggehaald": _("Uw beheerder haalde uw tweede stap weg"),
    "beheer:gebruiker:wachtwoord_uitgegeven": _("Uw beheerder gaf u een nieuw wachtwoord"),
}


@pages.get("/ik/beveiliging")
@access()
def show() -> str:
    """My factors, my sessions, and what lately changed."""
    return _page()


@pages.get("/ik/bevestigen")
@access()
def confirm() -> str:
    """Asks once more who it is."""
    return _confirm_page()


@pages.post("/ik/bevestigen")
@access()
def confirm_now() -> Any:
    """Judge the answer; for five minutes how one signs in may be changed."""
    try:
        bevestigen.confirmed(bevestigen.changing())
    except InvalidForm as refusal:
        return _confirm_page(refusal), 422
    return session.renew(_redirect(page_of_ours(request.form.get("verder"))))


@pages.post("/ik/bevestigen/uitdaging")
@access()
def ask() -> Response:
    """What the browser must let a passkey sign, to confirm exactly what the form says."""
    what = bevestigen.asked()
    if what is None or not bevestigen.is_here():
        abort(404)
    return bevestigen.as_json(house().bevestiging.ask(actor(), what))


@pages.get("/ik/beveiliging/app")
@access()
def new_app() -> Any:
    """Setting up an app that gives codes."""
    return _first_confirm("beveiliging.new_app", local=True) or _app_page()


@pages.post("/ik/beveiliging/app")
@access()
def new_app_now() -> Any:
    """Keep it, once it gave a right code."""
    if first := _first_confirm("beveiliging.new_app", local=True):
        return first
    try:
        codes = house().factoren.accept_app(actor().id, request.form.get("code", "")[:20])
    except InvalidForm as refusal:
        return _app_page(refusal), 422
    return _changed(codes)


@pages.post("/ik/beveiliging/app/verwijderen")
@access()
def remove_app() -> Any:
    """Take it away."""
    return _remove(lambda: house().factoren.remove_app(actor().id))


@pages.get("/ik/beveiliging/passkey")
@access()
def new_passkey() -> Any:
    """Adding a passkey."""
    return _first_confirm("beveiliging.new_passkey") or _passkey_page()


@pages.post("/ik/beveiliging/passkey/uitdaging")
@access()
def ask_new_passkey() -> Response:
    """What the browser must make a passkey of."""
    if not house().sessies.is_fresh(session.sessie()) or not bevestigen.is_here():
        abort(404)
    return bevestigen.as_json(house().factoren.propose_passkey(actor().id))


@pages.post("/ik/beveiliging/passkey")
@access()
def new_passkey_now() -> Any:
    """Keep it."""
    if not bevestigen.is_here():
        abort(404)
    if first := _first_confirm("beveiliging.new_passkey"):
        return first
    try:
        codes = house().factoren.accept_passkey(
            actor().id,
            request.form.get("uitdaging", "")[:100],
            request.form.get("passkey", ""),
            request.form.get("naam", ""),
        )
    except InvalidForm as refusal:
        return _passkey_page(refusal), 422
    return _changed(codes if house().toegang.is_local(actor().id) else [])


@pages.post("/ik/beveiliging/passkey/verwijderen")
@access()
def remove_passkey() -> Any:
    """Take it away."""
    id = request.form.get("id", "")[:36]
    return _remove(lambda: house().factoren.remove_passkey(actor().id, id))


@pages.post("/ik/beveiliging/herstelcodes")
@access()
def new_codes() -> Any:
    """Recovery codes in place of those before, shown this once."""
    if first := _first_confirm("beveiliging.show", local=True):
        return first
    return _changed(house().factoren.new_codes(actor().id))


@pages.get("/ik/beveiliging/wachtwoord")
@access()
def password() -> Any:
    """Choosing another password."""
    return _first_confirm("beveiliging.password", local=True) or _password_page()


@pages.post("/ik/beveiliging/wachtwoord")
@access()
def password_now() -> Any:
    """Keep it; other sessions end."""
    if first := _first_confirm("beveiliging.password", local=True):
        return first
    new = request.form.get("nieuw", "")[:1000]
    try:
        if new != request.form.get("nogmaals", "")[:1000]:
            raise InvalidForm({"nogmaals": [Reden("De twee wachtwoorden zijn niet gelijk.")]})
        session.change_password(new)
    except InvalidForm as refusal:
        return _password_page(refusal), 422
    return _changed([])


@pages.post("/ik/beveiliging/sessies/beeindigen")
@access()
def end_session() -> Any:
    """Sign out somewhere else."""
    house().sessies.end(actor(), request.form.get("sessie", "")[:36])
    return _redirect(address_of("beveiliging.show"))


@pages.post("/ik/beveiliging/sessies/overige")
@access()
def end_others() -> Any:
    """Sign out everywhere else."""
    session.end_others()
    return _redirect(address_of("beveiliging.show"))


def _first_confirm(endpoint: str, *, local: bool = False) -> Any:
    """To the page that asks who it is, unless that was said only just.

    Args:
        local: the page is for who has an account here; others find nothing.
    """
    if local and not house().toegang.is_local(actor().id):
        abort(404)
    if house().sessies.is_fresh(session.sessie()):
        return None
    return _redirect(address_of("beveiliging.confirm", verder=address_of(endpoint)))


def _changed(codes: list[str]) -> Any:
    """Another secret for this session, and an end to the others; new recovery codes are shown."""
    session.end_others()
    if not codes:
        return session.renew(_redirect(address_of("beveiliging.show")))
    page = render_template(
        "pages/herstelcodes.html", codes=codes, verder=address_of("beveiliging.show")
    )
    return session.renew(current_app.make_response(page))


def _remove(take_away: Any) -> Any:
    if first := _first_confirm("beveiliging.show"):
        return first
    try:
        take_away()
    except Refused as refusal:
        return _page(refusal), errors.status_of(refusal)
    return _changed([])


def _redirect(target: str) -> Response:
    answer: Response = redirect(target, 303)  # type: ignore[assignment]
    return answer


def _page(refusal: Refused | None = None) -> str:
    who = actor()
    with house().database.reading() as connection:
        changes = reading.changes(connection, who.id)
    return render_template(
        "pages/beveiliging.html",
        have=house().factoren.of(who.id),
        local=house().toegang.is_local(who.id),
        here=bevestigen.is_here(),
        sessies=house().sessies.of(who.id),
        deze=session.sessie().handvat,
        changes=changes,
        emergency=policy.may_ask_emergency(who),
        WIJZIGING=WIJZIGING,
        refusal=refusal,
    )


def _confirm_page(refusal: InvalidForm | None = None) -> str:
    return render_template(
        "pages/bevestigen.html",
        q=bevestigen.question(bevestigen.changing()),
        verder=page_of_ours(request.values.get("verder")),
        refusal=refusal,
        invalid=refusal.fields if refusal else {},
    )


def _app_page(refusal: InvalidForm | None = None) -> str:
    app = house().factoren.propose_app(actor().id)
    return render_template(
        "pages/beveiliging_app.html",
        app=app,
        qr=segno.make(app.adres, error="m").svg_data_uri(scale=5, border=3, light="#fff"),
        refusal=refusal,
        invalid=refusal.fields if refusal else {},
    )


def _passkey_page(refusal: InvalidForm | None = None) -> str:
    return render_template(
        "pages/beveiliging_passkey.html",
        naam=request.form.get("naam", session.visitor().soort),
        refusal=refusal,
        invalid=refusal.fields if refusal else {},
    )


def _password_page(refusal: InvalidForm | None = None) -> str:
    return render_template(
        "pages/beveiliging_wachtwoord.html",
        refusal=refusal,
        invalid=refusal.fields if refusal else {},
    )
