"""Being away: who stands in, from when until when, and work that has to go to somebody else."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from engine.errors import InvalidForm, NotAllowed, NotFound, Reden, Refused
from engine.law.moments import read_moment
from engine.model.gebruikers import Rol
from engine.service.afwezigheid import Rolhouder
from engine.store.reading import takenlijst
from web import errors
from web.door import access
from web.session import actor, house
from web.taal import translated

pages = Blueprint("afwezigheid", __name__)


@pages.get("/afwezigheid")
@access()
def show() -> str:
    """Who is away or will be, and a form for it."""
    return _page()


@pages.post("/afwezigheid")
@access()
def add() -> Any:
    """Put an absence on record."""
    try:
        van = _chosen()
        begin, end = _period()
        house().afwezigheden.add(actor(), van, request.form.get("vervanger", ""), begin, end)
    except Refused as refusal:
        return _page(refusal), errors.status_of(refusal)
    return redirect(url_for("afwezigheid.show", bewaard=1), 303)


@pages.post("/afwezigheid/<afwezigheid_id>/intrekken")
@access()
def take_back(afwezigheid_id: str) -> Any:
    """End an absence now, or before it begins."""
    house().afwezigheden.take_back(actor(), afwezigheid_id)
    return redirect(url_for("afwezigheid.show"), 303)


@pages.get("/afwezigheid/werk")
@access()
def work() -> str:
    """Asks to whom everything goes that somebody has in hand."""
    return _work()


@pages.post("/afwezigheid/werk")
@access()
def hand_over(refusal: Refused | None = None) -> Any:
    """Put everything somebody has in hand in a colleague's hands."""
    try:
        van = _chosen()
        moved = house().taken.hand_over(
            actor(),
            van.id,
            request.form.get("aan", ""),
            van.gemeente,
            request.form.get("reden", ""),
        )
    except Refused as refused:
        return _work(refused), errors.status_of(refused)
    return redirect(url_for("afwezigheid.show", overgedragen=moved), 303)


def _key(each: Rolhouder) -> str:
    return f"{each.id}:{each.rol.value}:{each.gemeente}"


def _people() -> dict[str, Rolhouder]:
    return {_key(each): each for each in house().afwezigheden.people(actor())}


def _chosen() -> Rolhouder:
    """Whom it is about.

    Raises:
        NotAllowed: nobody this user may do it for.
    """
    found = _people().get(request.form.get("voor", ""))
    if found is None:
        raise NotAllowed(Reden("U legt alleen uw eigen afwezigheid vast."))
    return found


def _period() -> tuple[Any, Any]:
    """From when until when (UTC), as typed in the time of the Netherlands.

    Raises:
        InvalidForm: one of them is no moment.
    """
    found, wrong = [], {}
    for name in ("van", "tot"):
        day, time = request.form.get(f"{name}.datum", ""), request.form.get(f"{name}.tijd", "")
        try:
            found.append(read_moment(f"{day.strip()}T{time.strip().replace('.', ':')}"))
        except ValueError:
            wrong[name] = [Reden("Vul een datum en een tijd in.")]
    if wrong:
        raise InvalidForm(wrong)
    return found[0], found[1]


def _page(refusal: Refused | None = None) -> str:
    who, people = actor(), _people()
    mine = [key for key, each in people.items() if each.id == who.id]
    asked = request.values.get("voor", "")
    key = asked if asked in people else next(iter(mine or people), None)
    van = people[key] if key is not None else None
    known = house().afwezigheden.known(who)
    return render_template(
        "pages/afwezigheid.html",
        people=_options(people),
        key=key,
        van=van,
        replacements=house().afwezigheden.replacements(van) if van is not None else [],
        is_mayor=van is not None and van.rol is Rol.BURGEMEESTER,
        known=[(each, house().afwezigheden.may_change(who, each)) for each in known],
        gemeenten=_names({each.gemeente for each in known}),
        posted=request.form.to_dict(flat=False),
        refusal=refusal,
        invalid=refusal.fields if isinstance(refusal, InvalidForm) else {},
        moved=request.args.get("overgedragen", type=int),
        saved="bewaard" in request.args,
        who=who,
    )


def _work(refusal: Refused | None = None) -> str:
    people = _people()
    asked = request.values.get("voor", "")
    key = asked if asked in people else next(iter(people), None)
    if key is None:
        raise NotFound("werk")
    van = people[key]
    return render_template(
        "pages/afwezigheid_werk.html",
        people=_options(people),
        key=key,
        van=van,
        count=house().taken.in_hand(van.id, van.gemeente),
        receivers=house().afwezigheden.colleagues(van),
        posted=request.form.to_dict(flat=False),
        refusal=refusal,
        invalid=refusal.fields if isinstance(refusal, InvalidForm) else {},
    )


def _options(people: dict[str, Rolhouder]) -> list[tuple[str, str]]:
    """Whom it can be about, as a list shows them."""
    names = _names({each.gemeente for each in people.values()})

    def shown(each: Rolhouder) -> str:
        place = names.get(each.gemeente, each.gemeente)
        return f"{each.naam}, {translated(each.rol.value)}, {place}"

    return [(key, shown(each)) for key, each in people.items()]


def _names(codes: set[str]) -> dict[str, str]:
    with house().database.reading() as connection:
        return dict(takenlijst.gemeente_names(connection, sorted(codes)))
