"""Signing in and out, step by step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import segno
from flask import Blueprint, Response, abort, current_app, redirect, render_template, request
from flask import url_for as address_of

from engine.errors import InvalidForm, Reden
from engine.model.aanmelden import Doel, Gebonden, Middel
from engine.service.toegang import Begonnen, Stap
from web import bevestigen, session
from web.door import access
from web.limits import Limiter
from web.session import house, page_of_ours

pages = Blueprint("aanmelden", __name__)

#: Passwords that may be wrong from one address: enough for an office that shares one, too few to
#: keep the machine busy, for judging a password takes much time and memory on purpose.
TRIES, WINDOW = 30, timedelta(minutes=10)
#: Questions to passkeys from one address: they cost little, but are kept for a while.
QUESTIONS = 120


@pages.get("/aanmelden")
@access(everybody=True)
def sign_in() -> str:
    """The sign-in page."""
    return _page()


@pages.post("/aanmelden")
@access(everybody=True)
def sign_in_now() -> Any:
    """Begin a session or the next step, or say the same whatever was wrong."""
    limiter, asks = _counted("aanmelden", TRIES)
    admitted = house().toegang.knock(
        request.form.get("gebruiker", "")[:200],
        request.form.get("wachtwoord", "")[:1000],
        session.visitor(),
    )
    if admitted is None:
        return _page(failed=True), 422
    limiter.give_back(asks)
    if admitted.sessie is not None:
        return session.begin(_onward(), admitted.sessie)
    return session.begin_step(_to_step(), str(admitted.aanmelding))


@pages.post("/aanmelden/passkey/uitdaging")
@access(everybody=True)
def ask_passkey() -> Response:
    """What the browser must let a passkey sign, whoever's it is."""
    _counted("passkey", QUESTIONS)
    if not bevestigen.is_here():
        abort(404)
    what = Gebonden(doel=Doel.AANMELDEN)
    return bevestigen.as_json(house().passkeys.ask(None, what, house().toegang.sessions.now()))


@pages.post("/aanmelden/passkey")
@access(everybody=True)
def sign_in_with_passkey() -> Any:
    """Begin a session for whoever's passkey answered well: it is two means at once."""
    limiter, asks = _counted("aanmelden", TRIES)
    if not bevestigen.is_here():
        abort(404)
    judged = house().passkeys.judge(
        None,
        Gebonden(doel=Doel.AANMELDEN),
        request.form.get("uitdaging", "")[:100],
        request.form.get("passkey", ""),
        house().toegang.sessions.now(),
    )
    secret = None
    if judged is not None:
        secret = house().toegang.admit(judged[0], Middel.PASSKEY, session.visitor())
    if secret is None:
        return _page(failed=True), 422
    limiter.give_back(asks)
    return session.begin(_onward(), secret)


@pages.get("/aanmelden/code")
@access(everybody=True)
def code() -> Any:
    """The second step: a code."""
    begun = _begun()
    return _code_page() if begun and begun.stap is Stap.FACTOR else _to_step()


@pages.post("/aanmelden/code")
@access(everybody=True)
def code_now() -> Any:
    """Judge the code."""
    begun = _begun()
    if begun is None or begun.stap is not Stap.FACTOR:
        return _to_step()
    session.check_token()
    right = house().toegang.show_code(
        session.under_way(), request.form.get("code", "")[:40], session.visitor()
    )
    if not right:
        return _code_page(failed=True), 422
    return _finish()


@pages.get("/aanmelden/wachtwoord")
@access(everybody=True)
def password() -> Any:
    """Choosing a password of one's own in place of one that was given out."""
    begun = _begun()
    return _password_page() if begun and begun.stap is Stap.WACHTWOORD else _to_step()


@pages.post("/aanmelden/wachtwoord")
@access(everybody=True)
def password_now() -> Any:
    """Keep it."""
    begun = _begun()
    if begun is None or begun.stap is not Stap.WACHTWOORD:
        return _to_step()
    session.check_token()
    try:
        new = chosen_password()
        house().toegang.choose_password(session.under_way(), new)
    except InvalidForm as refusal:
        return _password_page(refusal), 422
    return _finish()


@pages.get("/aanmelden/inrichten")
@access(everybody=True)
def enrol() -> Any:
    """Setting up a second step, for who has none."""
    begun = _begun()
    return _enrol_page(begun) if begun and begun.stap is Stap.INRICHTEN else _to_step()


@pages.post("/aanmelden/inrichten/app")
@access(everybody=True)
def enrol_app() -> Any:
    """Keep the app, once it gave a right code."""
    begun = _enrolling()
    if begun is None:
        return _to_step()
    try:
        codes = house().factoren.accept_app(begun.gebruiker_id, request.form.get("code", "")[:20])
    except InvalidForm as refusal:
        return _enrol_page(begun, refusal), 422
    house().toegang.enrolled(session.under_way(), Middel.CODE)
    return _show_codes(codes)


@pages.post("/aanmelden/inrichten/uitdaging")
@access(everybody=True)
def ask_new_passkey() -> Response:
    """What the browser must make a passkey of."""
    begun = _enrolling()
    if begun is None or not bevestigen.is_here():
        abort(404)
    return bevestigen.as_json(house().factoren.propose_passkey(begun.gebruiker_id))


@pages.post("/aanmelden/inrichten/passkey")
@access(everybody=True)
def enrol_passkey() -> Any:
    """Keep the passkey."""
    begun = _enrolling()
    if begun is None or not bevestigen.is_here():
        return _to_step()
    try:
        codes = house().factoren.accept_passkey(
            begun.gebruiker_id,
            request.form.get("uitdaging", "")[:100],
            request.form.get("passkey", ""),
            session.visitor().soort,
        )
    except InvalidForm as refusal:
        return _enrol_page(begun, refusal), 422
    house().toegang.enrolled(session.under_way(), Middel.PASSKEY)
    return _show_codes(codes)


@pages.post("/afmelden")
@access()
def sign_out() -> Any:
    """End the session; who came from elsewhere is told how to sign out there as well."""
    provider = house().providers.find(house().bevestiging.means(session.actor()).aanbieder)
    bij = provider.id if provider is not None else None
    return session.end(_redirect(address_of("aanmelden.signed_out", bij=bij)))


@pages.get("/afgemeld")
@access(everybody=True)
def signed_out() -> Any:
    """The session has ended."""
    provider = house().providers.find(request.args.get("bij", "")[:64])
    if provider is None:
        return _redirect(address_of("aanmelden.sign_in"))
    return render_template("pages/afgemeld.html", provider=provider, elsewhere=provider.sign_out())


def chosen_password() -> str:
    """The new password that was typed.

    Raises:
        InvalidForm: it was not typed twice alike.
    """
    new = request.form.get("nieuw", "")[:1000]
    if new != request.form.get("nogmaals", "")[:1000]:
        raise InvalidForm({"nogmaals": [Reden("De twee wachtwoorden zijn niet gelijk.")]})
    return new


def _begun() -> Begonnen | None:
    found: Begonnen | None = house().toegang.begun(session.under_way())
    return found


def _enrolling() -> Begonnen | None:
    begun = _begun()
    if begun is None or begun.stap is not Stap.INRICHTEN:
        return None
    session.check_token()
    return begun


def _to_step() -> Response:
    """To what a sign-in waits for; to its beginning when there is none."""
    return _redirect(address_of("aanmelden.next_step", verder=_further()))


@pages.get("/aanmelden/verder")
@access(everybody=True)
def next_step() -> Any:
    """The step that a sign-in waits for."""
    begun = _begun()
    if begun is None:
        return _redirect(address_of("aanmelden.sign_in", verder=_further()))
    if begun.stap is Stap.KLAAR:
        return _finish()
    where = {Stap.FACTOR: "code", Stap.WACHTWOORD: "password", Stap.INRICHTEN: "enrol"}
    return _redirect(address_of(f"aanmelden.{where[begun.stap]}", verder=_further()))


def _finish() -> Response:
    """A session where nothing more is asked; else the next step."""
    secret = house().toegang.complete(session.under_way(), session.visitor())
    return session.begin(_onward(), secret) if secret is not None else _to_step()


def _show_codes(codes: list[str]) -> Any:
    """The recovery codes, this once, and a session with them; without new ones just that."""
    secret = house().toegang.complete(session.under_way(), session.visitor())
    if not codes or secret is None:
        return _finish() if secret is None else session.begin(_onward(), secret)
    verder = page_of_ours(request.values.get("verder"))
    page = render_template("pages/herstelcodes.html", codes=codes, verder=verder)
    return session.begin(current_app.make_response(page), secret)


def _counted(what: str, tries: int) -> tuple[Limiter, str]:
    limiter: Limiter = current_app.extensions.setdefault(what, Limiter(tries, WINDOW))
    asks = request.remote_addr or ""
    if not limiter.allows(asks, house().toegang.sessions.now()):
        abort(429)
    return limiter, asks


def _further() -> str | None:
    target = page_of_ours(request.values.get("verder"))
    return target if target != address_of("taken.start") else None


def _onward() -> Response:
    return _redirect(page_of_ours(request.values.get("verder")))


def _redirect(target: str) -> Response:
    answer: Response = redirect(target, 303)  # type: ignore[assignment]
    return answer


def _page(*, failed: bool = False) -> str:
    return render_template(
        "pages/aanmelden.html",
        failed=failed,
        gebruiker=request.form.get("gebruiker", ""),
        verder=page_of_ours(request.values.get("verder")),
        passkey=bevestigen.is_here(),
        providers=house().providers.all,
        accounts=house().demo_accounts() if house().settings.demo else (),
    )


def _code_page(*, failed: bool = False) -> str:
    begun = _begun()
    have = house().factoren.of(begun.gebruiker_id) if begun is not None else None
    return render_template(
        "pages/aanmelden_code.html",
        failed=failed,
        have=have,
        passkey=bevestigen.is_here() and have is not None and bool(have.passkeys),
        verder=page_of_ours(request.values.get("verder")),
    )


def _password_page(refusal: InvalidForm | None = None) -> str:
    return render_template(
        "pages/aanmelden_wachtwoord.html",
        refusal=refusal,
        invalid=refusal.fields if refusal else {},
        verder=page_of_ours(request.values.get("verder")),
    )


def _enrol_page(begun: Begonnen, refusal: InvalidForm | None = None) -> str:
    app = house().factoren.propose_app(begun.gebruiker_id)
    return render_template(
        "pages/inrichten.html",
        app=app,
        qr=segno.make(app.adres, error="m").svg_data_uri(scale=5, border=3, light="#fff"),
        passkey=bevestigen.is_here(),
        refusal=refusal,
        invalid=refusal.fields if refusal else {},
        verder=page_of_ours(request.values.get("verder")),
    )
