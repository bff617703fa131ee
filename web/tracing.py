"""Traces by OpenTelemetry, where the library is installed and an address to send them to is set.

Set `OTEL_EXPORTER_OTLP_ENDPOINT`, as for any product, and install `huisverbod[otel]`. A trace tells
which page was asked, how it ended and how long it took; never an address as it was filled in, a
question to the database with its values, or anything of a case.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Protocol

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_FAILED = 500


class Traces(Protocol):
    """Takes note of what happens, as spans."""

    def begin(self, method: str, route: str) -> Any: ...
    def end(self, span: Any, status: int) -> None: ...
    def close(self) -> None: ...


class NoTraces:
    """Takes no note."""

    def begin(self, method: str, route: str) -> None:
        """Nothing."""

    def end(self, span: Any, status: int) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


class SpanTraces:
    """Sends spans to a collector, in a thread of its own.

    Args:
        exporter: where they go; over OTLP to the endpoint in the environment unless given.
    """

    def __init__(self, exporter: Any = None) -> None:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - an extra
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

        name = os.environ.get("OTEL_SERVICE_NAME", "huisverbod")
        self._provider = TracerProvider(resource=Resource.create({"service.name": name}))
        self._provider.add_span_processor(BatchSpanProcessor(exporter or OTLPSpanExporter()))
        self._tracer = self._provider.get_tracer("huisverbod")

    def begin(self, method: str, route: str) -> Any:
        """A span for one request, named by its route as declared."""
        return self._tracer.start_span(
            f"{method} {route}", attributes={"http.request.method": method, "http.route": route}
        )

    def end(self, span: Any, status: int) -> None:
        """The request was answered."""
        from opentelemetry.trace import StatusCode  # noqa: PLC0415 - an extra

        span.set_attribute("http.response.status_code", status)
        if status >= _FAILED:
            span.set_status(StatusCode.ERROR)
        span.end()

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()


def traces(environment: Mapping[str, str] = os.environ) -> Traces:
    """What takes note, if anything was asked for.

    Raises:
        ValueError: an endpoint is set and the library is not installed.
    """
    if not any(environment.get(name) for name in ENDPOINTS):
        return NoTraces()
    try:
        return SpanTraces()
    except ImportError as error:
        raise ValueError(
            "OTEL_EXPORTER_OTLP_ENDPOINT is gezet, maar OpenTelemetry is niet geïnstalleerd: "
            "pip install 'huisverbod[otel]'"
        ) from error
