"""Access in an emergency: asking for it, and the report of who did."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from engine.access import policy
from engine.errors import InvalidForm, Reden, Refused
from engine.model.gebruikers import Rol
from engine.model.inzage import Soort
from web import errors, session
from web.door import access
from web.session import actor, house

pages = Blueprint("noodtoegang", __name__, url_prefix="/noodtoegang")

_READERS = (Rol.TOEZICHTHOUDER, *policy.EMERGENCY)


@pages.get("")
@access(rollen=_READERS, soort=Soort.GEZOCHT)
def show() -> str:
    """What one oversees, is told of, or did."""
    return _page()


@pages.get("/nieuw")
@access(rollen=policy.EMERGENCY)
def ask() -> Any:
    """Asks which case, and why."""
    return _first_confirm() or render_template("pages/noodtoegang_nieuw.html", refusal=None)


@pages.post("/nieuw")
@access(rollen=policy.EMERGENCY)
def ask_now() -> Any:
    """Opens it, for an hour."""
    if first := _first_confirm():
        return first
    try:
        zaak_id = house().noodtoegang.open(
            actor(), request.form.get("nummer", "")[:40], request.form.get("reden", "")[:2000]
        )
    except Refused as refusal:
        page = render_template("pages/noodtoegang_nieuw.html", refusal=refusal)
        return page, errors.status_of(refusal)
    return redirect(url_for("zaak.show", zaak_id=zaak_id), 303)


@pages.post("/<toegang_id>/oordeel")
@access(rollen=(Rol.TOEZICHTHOUDER,))
def judge(toegang_id: str) -> Any:
    """Says whether it was justified."""
    try:
        house().noodtoegang.judge(
            actor(),
            toegang_id,
            request.form.get("toelichting", "")[:2000],
            terecht=_verdict(),
        )
    except Refused as refusal:
        return _page(refusal), errors.status_of(refusal)
    return redirect(url_for("noodtoegang.show"), 303)


def _verdict() -> bool:
    said = request.form.get("terecht", "")
    if said not in ("ja", "nee"):
        raise InvalidForm({"terecht": [Reden("Kies of het terecht was.")]})
    return said == "ja"


def _first_confirm() -> Any:
    """To the page that asks who it is, unless that was said only just."""
    if house().sessies.is_fresh(session.sessie()):
        return None
    back = url_for("noodtoegang.ask")
    return redirect(url_for("beveiliging.confirm", verder=back), 303)


def _page(refusal: Refused | None = None) -> str:
    who = actor()
    return render_template(
        "pages/noodtoegang.html",
        lines=house().noodtoegang.report(who),
        overseen={each for each in who.gemeenten if who.holds(Rol.TOEZICHTHOUDER, each)},
        may_ask=policy.may_ask_emergency(who),
        who=who,
        refusal=refusal,
        refused_id=(request.view_args or {}).get("toegang_id"),
    )
