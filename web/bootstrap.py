"""The front door: builds every room and connects them. The only module that knows them all."""

from __future__ import annotations

import gc
from dataclasses import dataclass

import engine.operators
import engine.papers
import engine.tasks  # noqa: F401 - importing these three declares what models may name
from documents.desk import Desk
from documents.house_style import HouseStyle
from documents.signing.authority import trial_authority
from documents.signing.keyring import Keyring, read_keyring
from documents.workshop import Workshop
from engine.clock import Clock, SystemClock
from engine.delivery.worker import Worker
from engine.service.archief import Archief
from engine.service.beheer import Beheer
from engine.service.controle import Controle
from engine.service.deadlines import Deadlines
from engine.service.firing import Firing
from engine.service.forecast import Forecast
from engine.service.geheim import Geheim
from engine.service.inzage import Inzagen
from engine.service.migratie import Migratie
from engine.service.modellen import Models, Sources, standard_sources
from engine.service.papieren import Papieren
from engine.service.road import Road
from engine.service.samenhang import Samenhang
from engine.service.taken import Taken
from engine.service.toegang import Toegang
from engine.service.upgrade import Upgrade, product_fingerprint
from engine.service.verloop import Verloop
from engine.service.watch import Watch
from engine.store import migrate as schema
from engine.store import tables
from engine.store.reading import gebruikers, health
from engine.store.reading import zaak as reading_zaak
from engine.store.reading.health import Health
from engine.store.work import Database
from web.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Every room, ready to use.

    Attributes:
        road: the only way to change a case.
        taken: claiming tasks. deadlines: what is due, and when.
        firing: letting it happen. watch: does it, and what is set aside. toegang: signing in.
        archief: files and papers for those outside.
        geheim: secret addresses, with a reason. controle: is a decision ours, does it bind.
        inzagen: who looked at what.
        forecast: what happens if nobody acts. verloop: where a case stands in its process.
        migratie: model versions and the cases on them. upgrade: this version on this database.
        samenhang: does all that a case has agree.
        worker: works the outbox off. papieren: hands papers in. documents: renders and signs them.
        makers: makes papers, where it serves in other processes and within limits.
    """

    settings: Settings
    clock: Clock
    database: Database
    models: Models
    road: Road
    taken: Taken
    deadlines: Deadlines
    firing: Firing
    watch: Watch
    toegang: Toegang
    beheer: Beheer
    documents: Desk
    makers: Desk | Workshop
    worker: Worker
    papieren: Papieren
    geheim: Geheim
    controle: Controle
    archief: Archief
    inzagen: Inzagen
    forecast: Forecast
    verloop: Verloop
    migratie: Migratie
    upgrade: Upgrade
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

        Raises:
            CannotUpgrade: a running case would count a term otherwise, or cannot be read.
        """
        return self.upgrade.run()

    def is_migrated(self) -> bool:
        """Whether the database has the schema this version needs."""
        return schema.is_current(self.database)

    def look(self) -> Health:
        """What does not fit in the database, as of now."""
        with self.database.reading() as connection:
            return health.look(connection, self.clock.now())


def keyring(settings: Settings) -> Keyring | None:
    """The keys that decisions are signed with; a demo makes its own, which bind nobody.

    Raises:
        UnfitKeyring: the file that describes them cannot be used; says where.
    """
    if settings.signing is not None:
        return read_keyring(settings.signing)
    return trial_authority(settings.test_keys) if settings.demo else None


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
    """
    clock = clock or SystemClock()
    database = Database(settings.database)
    models = models or Models(sources or standard_sources())
    documents = documents or Desk(settings.templates, keyring(settings))
    road, papieren = Road(database, clock, models), Papieren(database, clock)
    firing = Firing(database, clock, models)
    return House(
        settings=settings,
        clock=clock,
        database=database,
        models=models,
        road=road,
        taken=Taken(database, clock),
        deadlines=Deadlines(database, clock, firing),
        firing=firing,
        watch=Watch(database, clock, firing),
        toegang=Toegang(database, clock, sessions),
        beheer=Beheer(database, clock, HouseStyle()),
        documents=documents,
        makers=makers or documents,
        worker=Worker(database, clock, makers or documents, documents, papieren),
        papieren=papieren,
        geheim=Geheim(database, clock),
        controle=Controle(database, clock),
        archief=Archief(database, clock),
        inzagen=Inzagen(database),
        forecast=Forecast(database, clock, models),
        verloop=Verloop(database, clock, models),
        migratie=Migratie(database, clock, models),
        samenhang=Samenhang(database, clock, models),
        upgrade=Upgrade(database, clock, models, product_fingerprint(models)),
    )


def settle_down() -> None:
    """Look no more, when tidying up memory, at what is there for good: models and code.

    What a step leaves behind has circles in it. By default they are looked for so often, among
    everything there is, that it takes a third of the time in which terms take effect.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
