"""Jobs on PostgreSQL, by Procrastinate: asked for in a case's own transaction, done on any machine.

A job says which row is to be dealt with, and nothing else: what was asked for stands sealed in
`outbox` and `post`. Jobs with the same lock, a case's, are done one after another; more of them at
once on whatever machines there are. Whose machine died is found by its heart, and his work goes to
others. This is the only module that speaks Procrastinate; see ADR 0024.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import Any

from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate import SyncPsycopgConnector as Desk
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job as Waiting
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.utils import datetime_from_timedelta_params
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from engine.store import scope
from engine.store.work import Database

log = logging.getLogger(__name__)

PAPER, SIGN, TELL, POST = "paper", "sign", "tell", "post"
#: Where what kind of job waits, and what goes before what. A mail server that does not answer
#: holds up no papers; and of one case people are told first, for that takes no time.
PAPERS, MESSAGES = "stukken", "berichten"
PLACES: Mapping[str, tuple[str, int]] = {
    PAPER: (PAPERS, 0),
    SIGN: (PAPERS, 0),
    TELL: (MESSAGES, 1),
    POST: (MESSAGES, 0),
}
#: How many jobs of each queue one process does at once.
HANDS = 2
#: How often (s) a process says that it is at work, and after how long its jobs go to others.
HEARTBEAT, SILENT = 10.0, 30.0
#: How often (s) it looks for jobs of which it heard nothing: those that are tried again.
POLL = 1.0
#: How often (s) it looks whether it must stop.
LOOK = 0.25
#: Connections of its own, besides one to each queue to hear of new jobs; how long (s) for one.
CONNECTIONS, PATIENCE = 4, 10.0
#: When jobs of the dead are taken over, and when what has no job gets one (with seconds, last).
_TAKE_OVER, _MEND = "* * * * * */10", "* * * * * 30"

#: First wait after a failure; doubled each time, up to the longest.
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=10)

#: Deals with the row of this name; gives after how long to try again, None when it is done with.
Do = Callable[[str], timedelta | None]

_WAKE = """
select pg_notify(
    'procrastinate_queue_v1#' || queue_name,
    json_build_object('type', 'job_inserted', 'job_id', min(id))::text
)
from procrastinate_jobs
where lock = %(lock)s and status = 'todo' and (scheduled_at is null or scheduled_at <= now())
group by queue_name
"""


def wait_after(
    attempts: int, first: timedelta = FIRST_WAIT, longest: timedelta = LONGEST_WAIT
) -> timedelta:
    """How long to wait before the next try, after so many that failed."""
    doubled: int = 2 ** min(attempts - 1, 16)
    return min(first * doubled, longest)


def unheard(kind: str) -> None:
    """Nobody counts how often a kind of job fails."""


# -- asking for it -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One thing to be done.

    Attributes:
        kind: one of `PLACES`.
        of: which row; opaque ids alone.
        key: what no two waiting jobs have in common.
        lock: of those with the same one is done at a time.
        wait: how long not to begin with it.
    """

    kind: str
    of: str
    key: str
    lock: str
    wait: timedelta = timedelta(0)


def put(connection: Connection, jobs: Sequence[Job]) -> None:
    """Have these done as soon as this transaction is committed, and only then: one statement.

    On SQLite nothing is written: there what is to be done is found where it stands.

    Raises:
        OperationalError: the database did not take it.
    """
    if not jobs or connection.dialect.name != "postgresql":
        return
    raw: Any = connection.connection.dbapi_connection
    try:
        _DESK.batch_defer_jobs([_waiting(job) for job in jobs], connection=raw)
    except ConnectorException as error:
        cause = error.__cause__ or error
        raise OperationalError("defer jobs", None, cause, hide_parameters=True) from None


#: Writes on whatever connection it is handed, and opens none.
_DESK = JobManager(Desk())


def _waiting(job: Job) -> Waiting:
    queue, priority = PLACES[job.kind]
    return Waiting(
        id=None,
        queue=queue,
        task_name=job.kind,
        priority=priority,
        lock=job.lock,
        queueing_lock=job.key,
        task_kwargs={"of": job.of},
        scheduled_at=_after(job.wait) if job.wait > timedelta(0) else None,
    )


def _after(wait: timedelta) -> dt.datetime:
    """The moment (UTC) after a wait, by the machine's clock: the one that jobs go by."""
    return datetime_from_timedelta_params({"milliseconds": int(wait.total_seconds() * 1e3)})


# -- doing it ------------------------------------------------------------------------------------


class Again(Exception):
    """Not done, tried again. It holds nothing of what went wrong: this is what is logged.

    Args:
        wait: how long to wait; by how often it was tried when not given.
    """

    def __init__(self, wait: timedelta | None = None) -> None:
        super().__init__()
        self.wait = wait


class _Later(BaseRetryStrategy):
    """Tries again as long as it takes, and lets whatever else there is of the case go before.

    A job that waits would hold up those behind it with the same lock, if they were not of a higher
    priority.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Waiting) -> RetryDecision:
        wait = exception.wait if isinstance(exception, Again) else None
        wait = wait if wait is not None else wait_after(job.attempts + 1)
        return RetryDecision(retry_at=_after(wait), priority=_behind(job))


def _behind(job: Waiting) -> int:
    return min(job.priority, 0) - 1


class _Manager(JobManager):
    """Keeps the state of jobs; tells when it could not, and wakes who waits for a lock."""

    def __init__(self, connector: PsycopgConnector) -> None:
        super().__init__(connector)
        #: A job's end was not written: it would look busy as long as this process lives.
        self.broken = asyncio.Event()

    async def finish_job(self, job: Waiting, status: Status, delete_job: bool) -> None:  # noqa: FBT001 - as it is called
        """As Procrastinate does."""
        try:
            await super().finish_job(job, status, delete_job)
            await self._wake(job)
        except Exception:
            self.broken.set()
            raise

    async def retry_job(
        self,
        job: Waiting,
        retry_at: dt.datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """As Procrastinate does."""
        try:
            await super().retry_job(job, retry_at, priority, queue, lock)
            await self._wake(job)
        except Exception:
            self.broken.set()
            raise

    async def _wake(self, job: Waiting) -> None:
        # whoever looked while this one was busy found its lock taken, and hears of nothing new
        if job.lock is not None:
            await self.connector.execute_query_all_async(_WAKE, lock=job.lock)

    async def take_over(self) -> None:
        """Give the jobs of whoever has not been heard of for a while to others."""
        for job in await self.get_stalled_jobs(seconds_since_heartbeat=SILENT):
            # what ends the process that does it must not end one after the other
            wait = wait_after(job.attempts) if job.attempts else timedelta(0)
            log.warning("job taken over", extra={"job": job.task_name, "attempts": job.attempts})
            with suppress(ConnectorException):  # somebody else did
                await self.retry_job_by_id_async(
                    job_id=int(job.id or 0),
                    retry_at=_after(wait),
                    priority=_behind(job) if job.attempts else None,
                )
                await self._wake(job)


class Crew:
    """Does jobs in this process, several at once, for as long as it is told to.

    Args:
        does: who deals with which kind.
        mend: gives a job to what was asked for and has none.
        failed: hears of a job of this kind that ended with an error nobody foresaw.
    """

    def __init__(
        self,
        database: Database,
        does: Mapping[str, Do],
        mend: Callable[[], object],
        failed: Callable[[str], None],
    ) -> None:
        self._does = does
        self._mend = mend
        self._failed = failed
        _, self._how = database.engine.dialect.create_connect_args(database.engine.url)

    def work(self, stop: Event) -> None:
        """Work until told to stop, and end what is being done then.

        Raises:
            Exception: the database does not answer. Call it again after a while.
        """
        asyncio.run(self._until(stop))

    async def _until(self, stop: Event) -> None:
        serving = asyncio.create_task(self._serve())
        while not serving.done() and not stop.is_set():
            await asyncio.wait([serving], timeout=LOOK)
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving

    async def _serve(self) -> None:
        connector = PsycopgConnector(
            kwargs=self._how, min_size=1, max_size=CONNECTIONS, timeout=PATIENCE
        )
        manager = _Manager(connector)
        try:
            await connector.open_async()
            await manager.take_over()
            await asyncio.to_thread(self._mend_all)
            await self._work_queues(manager)
        finally:
            await connector.close_async()

    async def _work_queues(self, manager: _Manager) -> None:
        broken = asyncio.create_task(manager.broken.wait())
        workers = [
            asyncio.create_task(self._worker(manager, queue, keeps_house=queue == MESSAGES))
            for queue in (PAPERS, MESSAGES)
        ]
        try:
            await asyncio.wait([broken, *workers], return_when=asyncio.FIRST_COMPLETED)
        finally:
            broken.cancel()
            for each in workers:
                each.cancel()  # which ends what is being done
            ended = await asyncio.gather(*workers, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception):
                raise error

    async def _worker(self, manager: _Manager, queue: str, *, keeps_house: bool) -> None:
        app = App(connector=manager.connector)
        app.job_manager = manager
        for kind, do in self._does.items():
            app.task(name=kind, retry=_Later())(self._task(kind, do))
        queues = [queue]
        if keeps_house:
            queues.append(_keep_house(app, manager, self._mend_all))
        await app.run_worker_async(
            queues=queues,
            name=queue,
            concurrency=HANDS,
            fetch_job_polling_interval=POLL,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=SILENT,
            delete_jobs="always",  # what was done stands where it was asked for
            install_signal_handlers=False,
        )

    def _task(self, kind: str, do: Do) -> Callable[[str], None]:
        def deal(of: str) -> None:
            try:
                with scope.everywhere():  # what it does is for every municipality
                    wait = do(of)
            except Exception:
                self._failed(kind)
                log.exception("job failed", extra={"job": kind, "key": of})
                raise Again from None
            if wait is not None:
                raise Again(wait)

        return deal

    def _mend_all(self) -> None:
        with scope.everywhere():
            self._mend()


def _keep_house(app: App, manager: _Manager, mend: Callable[[], None]) -> str:
    """What is done now and then, by one process for all; gives the name of its queue."""
    queue = "huishouding"

    # no lock: who dies in the middle would keep it, and this is what takes it from him
    @app.periodic(cron=_TAKE_OVER)
    @app.task(name="take_over", queue=queue, queueing_lock="take_over", priority=2)
    async def take_over(timestamp: int) -> None:
        await manager.take_over()

    @app.periodic(cron=_MEND)
    @app.task(name="mend", queue=queue, queueing_lock="mend", priority=2)
    def mend_now(timestamp: int) -> None:
        mend()

    return queue
