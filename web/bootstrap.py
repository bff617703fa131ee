"""The front door: builds every room and connects them. The only module that knows them all."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import Any

import engine.operators
import engine.papers
import engine.tasks  # noqa: F401 - importing these three declares what models may name
from documents.desk import Desk
from documents.house_style import HouseStyle
from documents.workshop import Workshop
from engine.clock import Clock, SystemClock
from engine.delivery.bode import Bode, Rounds
from engine.delivery.jobs import InProcess, Jobs, Shared
from engine.delivery.worker import Worker
from engine.model.attendering import Kanalen
from engine.service.afgesproken import Afgesproken
from engine.service.afwezigheid import Afwezigheden
from engine.service.agenda import Agenda
from engine.service.archief import Archief
from engine.service.attenderingen import Attenderingen
from engine.service.beheer import Beheer
from engine.service.bemensing import Bemensing
from engine.service.bevestiging import Bevestiging
from engine.service.cijfers import Cijfers
from engine.service.concepten import Concepten
from engine.service.controle import Controle
from engine.service.deadlines import Deadlines
from engine.service.factoren import Factoren
from engine.service.firing import Firing
from engine.service.forecast import Forecast
from engine.service.gebruikers import Gebruikers
from engine.service.geheim import Geheim
from engine.service.gelekt import Gelekt
from engine.service.inzage import Inzagen
from engine.service.migratie import Migratie
from engine.service.modellen import Models, Sources, standard_sources
from engine.service.nieuws import Nieuws
from engine.service.noodtoegang import Noodtoegang
from engine.service.papieren import Papieren
from engine.service.passkeys import Passkeys
from engine.service.post import Post
from engine.service.reserve import Reserve
from engine.service.road import Road
from engine.service.samenhang import Samenhang
from engine.service.sessies import Sessies
from engine.service.sleutels import Sleutels
from engine.service.taken import Taken
from engine.service.toegang import Toegang
from engine.service.upgrade import Upgrade, product_fingerprint
from engine.service.verloop import Verloop
from engine.service.waarschuwen import Waarschuwer
from engine.service.watch import Watch
from engine.service.zoeken import Zoeken
from engine.store import jobless, scope, tables
from engine.store import migrate as schema
from engine.store.jobs import PAPER, POST, SIGN, TELL, Crew
from engine.store.reading import gauges, gebruikers, health
from engine.store.reading import zaak as reading_zaak
from engine.store.reading.gauges import Gauges
from engine.store.reading.health import Health
from engine.store.work import Database
from web.adresboek import Adresboek
from web.fittings import keyring, messengers, place_of, roots
from web.meters import MeteredDocuments, MeteredSignatures, Meters
from web.oidc import Providers
from web.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Every room, ready to use.

    Attributes:
        road: the only way to change a case.
        taken: claiming tasks. afwezigheden: who is away, who stands in.
        attenderingen: telling people. post: what leaves the house. bode: does both.
        deadlines: what is due, and when. firing: letting it happen. watch: does it, and what is
            set aside.
        toegang: signing in. sessies: being in. factoren: second factors. passkeys: among them.
        bevestiging: saying again who one is. gebruikers: who has an account.
        waarschuwer: tells people what happens to their own account.
        noodtoegang: a case of others, in an emergency.
        providers: where else people sign in. afgesproken: what they went there for.
        archief: files and papers for those outside.
        geheim: secret addresses, with a reason. controle: is a decision ours, does it bind.
        inzagen: who looked at what. concepten: what is typed and not sent.
        forecast: what happens if nobody acts. verloop: where a case stands in its process.
        meters: figures for whoever watches.
        agenda: calendars that people take along. cijfers: counting cases anew.
        nieuws: what changed since somebody last looked.
        migratie: model versions and the cases on them. upgrade: this version on this database.
        sleutels: the keys that personal data are sealed with. zoeken: finding a case.
        samenhang: does all that a case has agree.
        worker: works the outbox off. jobs: has it, bode and post at work, here or elsewhere.
        papieren: hands papers in. documents: renders and signs them.
        adresboek: looks addresses up; None when no register was set up.
        makers: makes papers, where it serves in other processes and within limits.
    """

    settings: Settings
    clock: Clock
    database: Database
    models: Models
    road: Road
    taken: Taken
    afwezigheden: Afwezigheden
    attenderingen: Attenderingen
    bode: Bode
    post: Post
    deadlines: Deadlines
    firing: Firing
    watch: Watch
    toegang: Toegang
    sessies: Sessies
    factoren: Factoren
    passkeys: Passkeys
    bevestiging: Bevestiging
    gebruikers: Gebruikers
    bemensing: Bemensing
    noodtoegang: Noodtoegang
    providers: Providers
    afgesproken: Afgesproken
    waarschuwer: Waarschuwer
    beheer: Beheer
    documents: Desk
    makers: Desk | Workshop
    worker: Worker
    jobs: Jobs
    papieren: Papieren
    geheim: Geheim
    controle: Controle
    archief: Archief
    inzagen: Inzagen
    concepten: Concepten
    forecast: Forecast
    verloop: Verloop
    nieuws: Nieuws
    migratie: Migratie
    upgrade: Upgrade
    adresboek: Adresboek | None = None
    sleutels: Sleutels
    zoeken: Zoeken
    meters: Meters
    agenda: Agenda
    cijfers: Cijfers
    samenhang: Samenhang

    def find(self, nummer: str) -> str | None:
        """The id of the case with this number; None when there is none."""
        with self.database.reading() as connection:
            return reading_zaak.find(connection, nummer)

    def table(self, gemeente: str, tabel: str) -> str:
        """The decision table that answers for a municipality, as DMN."""
        with self.database.reading() as connection:
            own = tables.of(connection, gemeente)
        return own.get(tabel) or self.models.newest.sources[f"{tabel}.dmn"].decode()

    def demo_accounts(self) -> list[tuple[str, str, str]]:
        """Login name, name and role of everybody in the demo; for the sign-in page of a demo."""
        with self.database.reading() as connection:
            return gebruikers.accounts(connection)

    def migrate(self) -> int:
        """Bring the database to this version of the product; how many cases were rehearsed.

        What an older version left in the clear is sealed, once the cases agree. What is of users
        waits, as long as somebody is at work who may be of that version. What was left to be done,
        or a copy that was put back, gets its job.

        Raises:
            CannotUpgrade: a running case would count a term otherwise, or cannot be read.
        """
        rehearsed = self.upgrade.run()
        self.sleutels.seal_all(staff=not self.watch.is_anybody_at_work())
        self.zoeken.rebuild(only_missing=True)
        with scope.everywhere():
            jobless.mend(self.database, self.clock.now())
        return rehearsed

    def is_migrated(self) -> bool:
        """Whether the database has the schema this version needs."""
        return schema.is_current(self.database)

    def fits(self) -> bool:
        """Whether this version can work with the schema, which may be newer by additions."""
        return schema.fits(self.database)

    def passes_walls(self) -> bool:
        """Whether the database lets this role look past the wall between municipalities."""
        with self.database.reading() as connection:
            return health.passes_walls(connection)

    def without_job(self) -> int:
        """How much of what was asked for has no job, and would be done by nobody."""
        with self.database.reading() as connection:
            return jobless.count(connection)

    def look(self) -> Health:
        """What does not fit in the database, as of now."""
        with self.database.reading() as connection:
            return health.look(connection, self.clock.now())


def database_of(settings: Settings) -> Database:
    """The database alone, for what must not need anything else."""
    return Database(settings.database, roots(settings))


def waiting(database: Database, clock: Clock) -> Gauges | None:
    """How much waits; None when the database does not answer."""
    try:
        with scope.everywhere(), database.reading() as connection:
            return gauges.read(connection, clock.now())
    except database.errors:
        return None


def reserve(database: Database) -> Reserve:
    """What copies this database and puts copies back."""
    return Reserve(database, SystemClock())


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    sessions: Clock | None = None,
    sources: Sources | None = None,
    documents: Desk | None = None,
    makers: Workshop | None = None,
    models: Models | None = None,
) -> House:
    """Build the house.

    Args:
        clock: the system's unless another is given.
        sessions: the clock by which people stay signed in; `clock` unless another is given.
        sources: the models that came with the product unless others are given.
        documents: a desk to share between houses; a new one unless given.
        makers: who makes papers after the commit, and copies of them; the desk itself unless given.
        models: checked models to share between houses; read from `sources` unless given.

    Raises:
        BrokenModel: a model names what nothing provides, or cannot run.
        BrokenTemplate: a municipality's own template cannot be used.
        UnfitKeyring: the keys for signing cannot be used.
        UnfitKey: the root key cannot be used.
        ValueError: the file about providers cannot be used.
    """
    clock = clock or SystemClock()
    database = Database(settings.database, roots(settings), settings.figures_key)
    models = models or Models(sources or standard_sources())
    documents = documents or Desk(settings.templates, keyring(settings))
    firing = Firing(database, clock, models)
    return House(
        settings=settings,
        clock=clock,
        database=database,
        models=models,
        documents=documents,
        makers=makers or documents,
        road=Road(database, clock, models),
        deadlines=Deadlines(database, clock, firing),
        firing=firing,
        watch=Watch(database, clock, firing),
        beheer=Beheer(database, clock, HouseStyle()),
        adresboek=Adresboek(settings.bag_url, settings.bag_key) if settings.bag_url else None,
        **(works := _works(settings, database, clock, documents, makers or documents)),
        **_door(settings, database, clock, sessions or clock, works["attenderingen"]),
        **_looks(database, clock),
        **_versions(database, clock, models),
    )


def settle_down() -> None:
    """Look no more, when tidying up memory, at what is there for good: models and code.

    What a step leaves behind has circles in it. By default they are looked for so often, among
    everything there is, that it takes a third of the time in which terms take effect.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def _door(
    settings: Settings,
    database: Database,
    clock: Clock,
    by: Clock,
    attenderingen: Attenderingen,
) -> dict[str, Any]:
    """The rooms through which people come in, by name; `by` tells how long they stay."""
    warns = Waarschuwer(attenderingen)
    passkeys = Passkeys(database, place_of(settings))
    gebruikers = Gebruikers(database, clock, by, warns)
    gelekt = Gelekt(settings.leaked_passwords)
    toegang = Toegang(database, clock, by, warns, gelekt, demanded=not settings.demo)
    return {
        "waarschuwer": warns,
        "toegang": toegang,
        "sessies": Sessies(database, clock, by),
        "factoren": Factoren(database, clock, by, passkeys, warns, demanded=not settings.demo),
        "passkeys": passkeys,
        "bevestiging": Bevestiging(database, by, toegang, passkeys),
        "gebruikers": gebruikers,
        "bemensing": Bemensing(database, gebruikers),
        "noodtoegang": Noodtoegang(database, clock, warns),
        "providers": Providers.from_file(settings.providers, settings.address),
        "afgesproken": Afgesproken(database),
    }


def _messages(
    settings: Settings, database: Database, clock: Clock, meters: Meters
) -> dict[str, Any]:
    """Who does what, and who is told: tasks in hand, absence, notifications, mail."""
    channels, taken, count = messengers(settings), Taken(database, clock), meters.job_failed
    kanalen = Kanalen(mail="mail" in channels, sms="sms" in channels)
    attenderingen = Attenderingen(database, clock, settings.uitgaand.niveaus, kanalen, count)
    afwezigheden = Afwezigheden(database, clock, taken, attenderingen)
    return {
        "taken": taken,
        "afwezigheden": afwezigheden,
        "attenderingen": attenderingen,
        "bode": Bode([afwezigheden, attenderingen]),
        "post": Post(database, clock, channels, settings.uitgaand.address or "", count),
    }


def _works(
    settings: Settings,
    database: Database,
    clock: Clock,
    documents: Desk,
    makers: Desk | Workshop,
) -> dict[str, Any]:
    """What is done after a commit, by whom, and how long it takes."""
    meters, papieren = Meters(lambda: waiting(database, clock)), Papieren(database, clock)
    made_by, signed_by = MeteredDocuments(makers, meters), MeteredSignatures(documents, meters)
    worker = Worker(database, clock, made_by, signed_by, papieren, meters.job_failed)
    messages = _messages(settings, database, clock, meters)
    return {
        "worker": worker,
        "papieren": papieren,
        "meters": meters,
        "jobs": _jobs(database, clock, meters, worker, messages),
        **messages,
    }


def _jobs(
    database: Database, clock: Clock, meters: Meters, worker: Worker, messages: dict[str, Any]
) -> Jobs:
    """Who does them: whoever is free on any machine, or this process where there is no other."""
    attenderingen, post = messages["attenderingen"], messages["post"]
    if not database.is_postgresql:
        return InProcess(worker, messages["bode"], post)
    does = {PAPER: worker.do, SIGN: worker.do, TELL: attenderingen.do, POST: post.do}
    crew = Crew(database, does, lambda: jobless.mend(database, clock.now()), meters.job_failed)
    return Shared(crew, [Bode([messages["afwezigheden"], Rounds(attenderingen.look)])])


def _looks(database: Database, clock: Clock) -> dict[str, Any]:
    """What is looked at, kept beside cases, or handed out."""
    return {
        "geheim": Geheim(database, clock),
        "controle": Controle(database, clock),
        "archief": Archief(database, clock),
        "inzagen": Inzagen(database),
        "concepten": Concepten(database, clock),
        "nieuws": Nieuws(database, clock),
        "agenda": Agenda(database, clock),
        "cijfers": Cijfers(database),
        "sleutels": Sleutels(database, clock),
        "zoeken": Zoeken(database, clock),
    }


def _versions(database: Database, clock: Clock, models: Models) -> dict[str, Any]:
    """What knows the models: where cases stand and go, and how they move to newer ones."""
    return {
        "forecast": Forecast(database, clock, models),
        "verloop": Verloop(database, clock, models),
        "migratie": Migratie(database, clock, models),
        "samenhang": Samenhang(database, clock, models),
        "upgrade": Upgrade(database, clock, models, product_fingerprint(models)),
    }
