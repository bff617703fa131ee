"""Figures for Prometheus: how much waits, how long things take. No label names a case or a person.

They are told on a port of their own (`HUISVERBOD_METRICS`), never on that of the pages. What is
read from the database is the same in every process that tells it, and says `scope="global"`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from engine.ports import Documents, Enclosure, Paper, Signatory, Signatures, SignedPaper
from engine.store.reading.gauges import Gauges

Waiting = Callable[[], Gauges | None]

_GLOBAL = ("scope",)
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
NONE: Mapping[str, bytes] = MappingProxyType({})


class Meters:
    """What one process measures of itself, and what it can read of all.

    Args:
        waiting: reads what waits in the database; None when that does not answer.
    """

    def __init__(self, waiting: Waiting) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(_Waiting(waiting))
        self.requests = Histogram(
            "huisverbod_request_seconds",
            "Time to answer a request, by the name of the page",
            ("page", "method", "status"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.papers = Histogram(
            "huisverbod_paper_seconds",
            "Time to make or sign a paper",
            ("work", "document"),
            buckets=(*_BUCKETS, 30),
            registry=self.registry,
        )
        self.failures = Counter(
            "huisverbod_paper_failures",
            "Papers that could not be made or signed, each try",
            ("work", "document"),
            registry=self.registry,
        )

        self._failed_jobs = Counter(
            "huisverbod_job_failures",
            "Jobs that failed, each try",
            ("job",),
            registry=self.registry,
        )
        self.violations = Counter(
            "huisverbod_policy_violations",
            "What browsers refused on our pages by the content security policy",
            ("page", "directive", "source"),
            registry=self.registry,
        )

    def job_failed(self, kind: str) -> None:
        """Count a try of a job of this kind that failed."""
        self._failed_jobs.labels(kind).inc()

    def serve(self, host: str, port: int) -> Any:
        """Tell the figures on a port, in a thread; what it gives has `shutdown()`."""
        server, _ = start_http_server(port, host, self.registry)
        return server

    @contextmanager
    def paper(self, work: str, document: str) -> Iterator[None]:
        """Measure the making or signing of one paper."""
        begun = time.perf_counter()
        try:
            yield
        except Exception:
            self.failures.labels(work, document).inc()
            raise
        self.papers.labels(work, document).observe(time.perf_counter() - begun)


class MeteredDocuments:
    """Makes papers as another does, and measures how long that takes."""

    def __init__(self, documents: Documents, meters: Meters) -> None:
        self._documents = documents
        self._meters = meters

    def render(
        self, document: str, facts: Mapping[str, object], images: Mapping[str, bytes] = NONE
    ) -> Paper:
        """As the other does."""
        with self._meters.paper("render", document):
            return self._documents.render(document, facts, images)

    def bundle(
        self,
        document: str,
        facts: Mapping[str, object],
        enclosures: Any,
        images: Mapping[str, bytes] = NONE,
    ) -> Paper:
        """As the other does."""
        kept: list[Enclosure] = list(enclosures)
        with self._meters.paper("bundle", document):
            return self._documents.bundle(document, facts, kept, images)


class MeteredSignatures:
    """Signs as another does, and measures how long that takes."""

    def __init__(self, signatures: Signatures, meters: Meters) -> None:
        self._signatures = signatures
        self._meters = meters

    def sign(self, content: bytes, who: Signatory, at: datetime) -> SignedPaper:
        """As the other does."""
        with self._meters.paper("sign", "all"):
            return self._signatures.sign(content, who, at)


class _Waiting(Collector):
    """What waits in the database, read when somebody asks."""

    def __init__(self, waiting: Waiting) -> None:
        self._waiting = waiting

    def collect(self) -> Iterator[Metric]:
        """The figures; without a database to read, only that there is none."""
        up = GaugeMetricFamily("huisverbod_database_up", "Whether the database answers")
        found = self._waiting()
        up.add_metric((), found is not None)
        yield up
        if found is not None:
            yield from _told(found)

    def describe(self) -> Iterator[Metric]:
        """Nothing beforehand: registering must not ask the database."""
        return iter(())


def _told(found: Gauges) -> Iterator[Metric]:
    for name, what, value in (
        ("deadlines_open", "Legal terms that run", found.deadlines),
        ("cases_due", "Cases in which something is due now", found.due),
        (
            "cases_due_oldest_seconds",
            "How long the longest of them has been due",
            found.due_seconds,
        ),
        ("tasks_late", "Open tasks past their follow-up", found.tasks_late),
        ("outbox_waiting", "Papers, signatures and messages not made yet", found.outbox),
        ("outbox_oldest_seconds", "Age of the oldest of them", found.outbox_seconds),
        ("outbox_failing", "Papers and signatures that keep failing", found.failing),
        ("post_waiting", "Mails and text messages not sent yet", found.post),
        ("jobs_waiting", "Jobs that may be done now, and wait for somebody", found.waiting),
        ("jobs_running", "Jobs that somebody is at", found.running),
        ("jobs_missing", "Things asked for that have no job", found.jobless),
    ):
        family = GaugeMetricFamily(f"huisverbod_{name}", what, labels=_GLOBAL)
        family.add_metric(("global",), value)
        yield family
    tasks = GaugeMetricFamily("huisverbod_tasks_open", "Open tasks", labels=("role", *_GLOBAL))
    for rol, count in found.tasks.items():
        tasks.add_metric((rol, "global"), count)
    yield tasks
