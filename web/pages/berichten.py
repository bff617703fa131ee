"""The bell: what waits for me and what happened, and how I want to hear of it."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Flask, current_app, g, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from engine.access import policy
from engine.access.policy import Part
from engine.errors import InvalidForm, NotFound
from engine.model.aanmelden import Gewijzigd
from engine.model.attendering import (
    OVER_EEN_TAAK,
    Attendering,
    Keuze,
    Voorkeuren,
    choices,
)
from engine.model.gebruikers import Rol
from engine.model.inzage import Soort
from engine.store.reading import attenderingen as reading
from engine.store.reading.attenderingen import AttenderingLine
from web import errors, session, taal
from web.door import access, rule_of
from web.session import actor, house

pages = Blueprint("berichten", __name__)

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: Kinds as people choose them.
KINDS = {
    Attendering.TAAK_GEOPEND: _l("Er komt een taak bij"),
    Attendering.BIJNA_TE_LAAT: _l("Een taak is bijna te laat"),
    Attendering.TE_LAAT: _l("Een taak is te laat"),
    Attendering.OPGESCHAALD: _l("Een taak van een ander blijft liggen"),
    Attendering.OVERGEDRAGEN: _l("Een collega draagt een taak aan mij over"),
    Attendering.OVERGENOMEN: _l("Een collega neemt een taak van mij over"),
    Attendering.VOORVAL: _l("Er gebeurt iets in een zaak"),
    Attendering.STUK_MISLUKT: _l("Een document lukt niet"),
    Attendering.VERVANGING: _l("Ik vervang een collega"),
}
#: What happened to one's own account.
CHANGED = {
    Gewijzigd.APP_TOEGEVOEGD: _l("Aan uw account is een app voor codes toegevoegd"),
    Gewijzigd.APP_VERWIJDERD: _l("Van uw account is de app voor codes weggehaald"),
    Gewijzigd.PASSKEY_TOEGEVOEGD: _l("Aan uw account is een passkey toegevoegd"),
    Gewijzigd.PASSKEY_VERWIJDERD: _l("Van uw account is een passkey weggehaald"),
    Gewijzigd.HERSTELCODES_NIEUW: _l("Er zijn nieuwe herstelcodes gemaakt"),
    Gewijzigd.HERSTELCODE_GEBRUIKT: _l("Er is aangemeld met een herstelcode"),
    Gewijzigd.WACHTWOORD_GEWIJZIGD: _l("Uw wachtwoord is gewijzigd"),
    Gewijzigd.WACHTWOORD_UITGEGEVEN: _l("Een beheerder heeft een tijdelijk wachtwoord uitgegeven"),
    Gewijzigd.FACTOREN_WEGGEHAALD: _l("Een beheerder heeft uw tweede stap weggehaald"),
    Gewijzigd.SESSIES_BEEINDIGD: _l("Een beheerder heeft u overal afgemeld"),
    Gewijzigd.NIEUWE_BROWSER: _l("U bent aangemeld in een browser die nieuw is"),
    Gewijzigd.MOET_WACHTEN: _l("Iemand probeerde te vaak als u aan te melden en moet wachten"),
    Gewijzigd.BEREIK_GEWIJZIGD: _l("Het adres of nummer voor uw berichten is gewijzigd"),
}
WHEN = {
    Keuze.DIRECT: _l("Direct"),
    Keuze.DAGELIJKS: _l("'s Ochtends om 7 uur"),
    Keuze.NIET: _l("Niet"),
}


def register(app: Flask) -> None:
    """Let every page show how much is new."""
    app.jinja_env.globals["ongelezen"] = unread


def unread() -> int:
    """How much is new for whoever is signed in; one question to the database, once per page."""
    if "ongelezen" not in g:
        try:
            with house().database.reading() as connection:
                g.ongelezen = reading.unread(connection, actor())
        except house().database.errors:  # the page that tells of it must not fail on it
            current_app.logger.warning("the bell could not be read")
            g.ongelezen = 0
    count: int = g.ongelezen
    return count


@pages.get("/berichten")
@access(soort=Soort.GEZOCHT)
def show() -> str:
    """What I was told, the newest first."""
    who = actor()
    with house().database.reading() as connection:
        lines = reading.lines(connection, who)
        trouble = reading.trouble_with_mail(connection, who)
    new = sum(line.gelezen_op is None for line in lines)
    return render_template(
        "pages/berichten.html",
        lines=[(line, _sees(line)) for line in lines],
        changed=CHANGED,
        new=new,
        trouble=trouble,
        longest=reading.LONGEST_LIST,
    )


@pages.post("/berichten/gelezen")
@access()
def read() -> Any:
    """I have seen one of them, or all that were listed."""
    ids = [each for each in request.form.getlist("id") if _ID.fullmatch(each)]
    house().attenderingen.mark_read(actor(), ids[: reading.LONGEST_LIST])
    return redirect(url_for("berichten.show"), 303)


@pages.get("/berichten/<attendering_id>")
@access()
def follow(attendering_id: str) -> Any:
    """To what it is about: the task if it still waits and is mine, else the case, else the list."""
    who = actor()
    with house().database.reading() as connection:
        line = reading.line(connection, who, attendering_id)
    if line is None:
        raise NotFound(attendering_id)
    house().attenderingen.mark_read(who, [attendering_id])
    if line.soort is Attendering.BEVEILIGING:
        return redirect(url_for("beveiliging.show"), 303)
    if line.soort is Attendering.NOODTOEGANG:
        return redirect(url_for("noodtoegang.show" if _oversees() else "berichten.show"), 303)
    if not _sees(line) or line.zaak_id is None:
        return redirect(url_for("berichten.show"), 303)
    if line.open and line.taak_id and _does(line.zaak_id, line.taak_id):
        return redirect(url_for("taak.show", zaak_id=line.zaak_id, task_id=line.taak_id), 303)
    return redirect(url_for("zaak.show", zaak_id=line.zaak_id), 303)


@pages.get("/berichten/instellen")
@access()
def choose() -> str:
    """How I want to hear of things."""
    with house().database.reading() as connection:
        known = reading.preferences(connection, actor())
        trouble = reading.trouble_with_mail(connection, actor())
    return _choose(_posted(known), trouble=trouble)


@pages.post("/berichten/instellen")
@access()
def chosen() -> Any:
    """Keep it; refused, the page comes back with what was typed and what is wrong."""
    # one language for pages and messages: it is chosen on the page for it
    posted = {**request.form.to_dict(), "taal": taal.chosen()}
    try:
        house().waarschuwer.choose(actor(), posted, confirmed=_confirmed())
    except InvalidForm as refusal:
        return _choose(request.form.to_dict(flat=False), refusal), errors.status_of(refusal)
    return redirect(url_for("berichten.choose", bewaard=1), 303)


def _choose(
    posted: dict[str, list[str]], refusal: InvalidForm | None = None, *, trouble: bool = False
) -> str:
    roles = {rol for rol, _ in actor().rollen}
    always = roles == {Rol.BURGEMEESTER}
    channels = house().attenderingen.kanalen
    return render_template(
        "pages/berichten_instellen.html",
        posted=posted,
        refusal=refusal,
        invalid=refusal.fields if refusal else {},
        kinds=[
            (soort, words, [(each.value, WHEN[each]) for each in choices(soort)])
            for soort, words in KINDS.items()  # what is not there always comes
            # what always comes at once is no choice
            if not always or soort not in OVER_EEN_TAAK
        ],
        channels=channels,
        decides=Rol.BURGEMEESTER in roles,
        saved="bewaard" in request.args and refusal is None,
        confirmed=_confirmed(),
        trouble=trouble,
    )


def _confirmed() -> bool:
    """Whether one said only just who one is, and so may say where one is reached."""
    fresh: bool = house().sessies.is_fresh(session.sessie())
    return fresh


def _posted(known: Voorkeuren) -> dict[str, list[str]]:
    """What was chosen before, as the form would post it."""
    chosen_ = {f"keuze.{each.value}": [known.keuze(each, None).value] for each in Attendering}
    return {
        "adres": [known.adres or ""],
        "telefoon": [known.telefoon or ""],
        **chosen_,
    }


def _oversees() -> bool:
    """Whether this user may open the report of what was opened in an emergency."""
    rule = rule_of(current_app, "noodtoegang.show")
    return rule is not None and any(rol in rule.rollen for rol, _ in actor().rollen)


def _sees(line: AttenderingLine) -> bool:
    """Whether the case it is about may be opened."""
    return line.zaak_id is not None and Part.KERN in policy.parts_for(actor(), line.gemeente)


def _does(zaak_id: str, task_id: str) -> bool:
    """Whether this user may open the task itself, and not only hear of it."""
    does: bool = house().taken.may_do(actor(), zaak_id, task_id)
    return does
