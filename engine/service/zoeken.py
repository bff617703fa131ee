"""Looking for a case: by whom, where, or a number; always on the record (Wth 10.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from engine.access import policy
from engine.clock import Clock
from engine.errors import InvalidForm, Reden, Unavailable
from engine.law.moments import midnight_after
from engine.model.gebruikers import Actor
from engine.model.inzage import Inzage, Soort
from engine.model.zaak import Status
from engine.store import inzage, zoektekens
from engine.store.reading import logboek
from engine.store.reading import zoeken as store
from engine.store.reading.kandidaten import Vraag
from engine.store.reading.patronen import COLLEAGUE
from engine.store.reading.zoeken import NIETS, Gevonden
from engine.store.work import Connection, Database
from engine.vault import words

#: What can be asked for, in the order of the form.
FIELDS = ("naam", "geboortedatum", "postcode", "huisnummer", "straat", "plaats", "nummer")
FILTERS = ("gemeente", "status", "van", "tot")
#: What the access log calls them; the parts of an address are one.
_KIND = dict.fromkeys(("postcode", "huisnummer", "straat", "plaats"), "woning")
#: A search that holds one of these finds no more than anybody can oversee.
ENOUGH = frozenset({"naam", "geboortedatum", "postcode", "straat", "nummer"})
#: Hits on a page.
PAGE = 20
#: Words of a name that are looked for; who types more finds by these.
MOST_WORDS = 5
LONGEST = 200

_DATE = "Schrijf een datum als 2-4-1987."
_UNREADABLE = {
    "naam": "Schrijf een voornaam of achternaam voluit.",
    "straat": "Schrijf de naam van de straat voluit.",
    **dict.fromkeys(("geboortedatum", "van", "tot"), _DATE),
}
_ISO, _DUTCH = (
    re.compile(r"(\d{4})-(\d\d?)-(\d\d?)"),
    re.compile(r"(\d\d?)[-./ ](\d\d?)[-./ ](\d{4})"),
)
_NUMBER = re.compile(r"(?:HV)?[- ]?(\d{4})[- ](\d{1,6})", re.IGNORECASE)
_POSTCODE = re.compile(r"[1-9]\d{3}[A-Z]{2}")


class Zoeken:
    """Finds cases for whoever may see them; what was typed is kept nowhere."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def find(
        self, actor: Actor, asked: Mapping[str, str], page: int, route: str
    ) -> tuple[Gevonden, int]:
        """A page of what answers to a question, with how many pages there are.

        That was searched, by which kinds of things, and which cases were shown for it stands in
        the access log before anything is handed over.

        Args:
            asked: what was typed, by `FIELDS` and `FILTERS`.
            page: from 1.

        Raises:
            InvalidForm: something cannot be read, or it is too little to search by.
            Unavailable: it could not be written down.
        """
        sees = {each: policy.capacity(actor, each) for each in sorted(actor.gemeenten)}
        vraag = read(asked, tuple(each for each, rol in sees.items() if rol is not None))
        with self.database.reading() as connection:
            found = store.find(connection, vraag, page, PAGE) if vraag.gemeenten else NIETS
            colleague = vraag.namen and _is_colleague(connection, actor, vraag)
        kinds = "+".join(dict.fromkeys(_KIND.get(n, n) for n in FIELDS if asked.get(n, "").strip()))
        if colleague:
            kinds += COLLEAGUE
        now = self.clock.now()
        lines = []
        for gemeente, zaak_id in [
            *((each, None) for each in vraag.gemeenten),
            *((each.gemeente, each.zaak_id) for each in found.treffers),
        ]:
            rol = sees[gemeente]
            if rol is None:  # never: only municipalities in which there is one were searched
                continue
            lines.append(
                Inzage(
                    op=now,
                    gebruiker=actor.id,
                    rol=rol.value,
                    gemeente=gemeente,
                    soort=Soort.GEZOCHT,
                    doel=policy.DUTY[rol],
                    route=route,
                    zaak_id=zaak_id,
                    deel=kinds if zaak_id is None else policy.Part.KERN.value,
                )
            )
        self._note(lines)
        return found, max(1, -(-found.aantal // PAGE))

    def _note(self, lines: list[Inzage]) -> None:
        if not lines:
            return
        try:
            with self.database.writing() as connection:
                inzage.add(connection, lines)
        except self.database.errors as error:
            raise Unavailable("inzage") from error

    # -- the index ----------------------------------------------------------------------------

    def rebuild(self, *, only_missing: bool) -> int:
        """Make anew what cases are found by, a batch at a time; gives of how many.

        Args:
            only_missing: of cases only that cannot be found yet.
        """
        total, after = 0, ""
        while True:
            with self.database.writing() as connection:
                ids = zoektekens.next_cases(
                    connection, after, zoektekens.BATCH, only_missing=only_missing
                )
                index(connection, ids)
            if not ids:
                return total
            total, after = total + len(ids), ids[-1]


def index_outdated(connection: Connection) -> None:
    """Index every case anew where a release before this one did; all in this transaction."""
    if not zoektekens.is_outdated(connection):
        return
    after = ""
    while ids := zoektekens.next_cases(connection, after, zoektekens.BATCH, only_missing=False):
        index(connection, ids)
        after = ids[-1]


def _is_colleague(connection: Connection, actor: Actor, vraag: Vraag) -> bool:
    """Whether somebody else who works for these municipalities is called like this."""
    return any(
        called and set(called) <= set(vraag.namen)
        for id, naam in logboek.users(connection, vraag.gemeenten)
        if id != actor.id and (called := [w for w in words.words(naam) if len(w) > 1])
    )


def index(connection: Connection, ids: Sequence[str]) -> None:
    """Let cases be found by what is on their files."""
    zoektekens.index(connection, store.of_whom(connection, ids))


def read(asked: Mapping[str, str], gemeenten: tuple[str, ...]) -> Vraag:
    """What was typed, as a question within these municipalities.

    Raises:
        InvalidForm: something cannot be read, or it is too little to search by.
    """
    typed = {name: asked.get(name, "").strip() for name in (*FIELDS, *FILTERS)}
    namen = tuple(each for each in words.words(typed["naam"]) if len(each) > 1)[:MOST_WORDS]
    straat = words.words(typed["straat"])[:MOST_WORDS]
    postcode = words.code(typed["postcode"])
    days = {name: _day(typed[name]) for name in ("geboortedatum", "van", "tot")}
    read_as = {"naam": namen, "straat": straat, **days}
    if wrong := dict(_wrong(typed, read_as, postcode)):
        raise InvalidForm(wrong)
    first, last = days["van"], days["tot"]
    return Vraag(
        gemeenten=tuple(each for each in gemeenten if typed["gemeente"] in ("", each)),
        namen=namen,
        geboortedatum=days["geboortedatum"],
        postcode=postcode or None,
        huisnummer=_house_number(typed["huisnummer"]),
        straat=straat,
        plaats="".join(words.words(typed["plaats"])) or None,
        nummers=_numbers(typed["nummer"]),
        status=typed["status"] or None,
        van=midnight_after(first - timedelta(days=1)) if first else None,
        tot=midnight_after(last) if last else None,
    )


def _wrong(
    typed: Mapping[str, str], read_as: Mapping[str, object], postcode: str
) -> Iterator[tuple[str, list[Reden]]]:
    """What cannot be read of what was typed, by field."""
    for name, text in typed.items():
        if len(text) > LONGEST:
            yield name, [Reden("Schrijf hier hoogstens {n} tekens.", {"n": LONGEST})]
        elif text and name in read_as and not read_as[name]:
            yield name, [Reden(_UNREADABLE[name])]
    if postcode and _POSTCODE.fullmatch(postcode) is None:
        yield "postcode", [Reden("Schrijf een postcode als 1234 AB.")]
    if typed["huisnummer"] and _house_number(typed["huisnummer"]) is None:
        yield "huisnummer", [Reden("Schrijf alleen het getal, zonder toevoeging.")]
    elif typed["huisnummer"] and not (postcode or typed["straat"]):
        yield "huisnummer", [Reden("Schrijf bij een huisnummer ook de postcode of de straat.")]
    if typed["status"] and typed["status"] not in set(Status):
        yield "status", [Reden("Kies een status uit de lijst.")]
    if not any(typed[name] for name in (*ENOUGH, "huisnummer")):
        yield (
            "naam",
            [Reden("Vul een naam, geboortedatum, postcode, straat of nummer in om te zoeken.")],
        )


def _house_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 5 else None  # noqa: PLR2004


def _numbers(text: str) -> tuple[str, ...]:
    """The ways in which a number may be kept."""
    if not text:
        return ()
    ours = _NUMBER.fullmatch(text)
    found = {text, text.upper(), *([f"HV-{ours[1]}-{int(ours[2]):04d}"] if ours else [])}
    return tuple(sorted(found))


def _day(text: str) -> date | None:
    """A day as people write it; one in the time of anybody alive."""
    iso, dutch = _ISO.fullmatch(text), _DUTCH.fullmatch(text)
    try:
        if iso:
            day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        elif dutch:
            day = date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
        else:
            return None
    except ValueError:
        return None
    return day if date(1900, 1, 1) <= day <= date(2199, 12, 31) else None
