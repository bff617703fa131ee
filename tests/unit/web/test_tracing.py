"""Traces: off until asked for; and then real ones, over HTTP, with nothing of a case in them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.conftest import HouseUnderTest
from web.app import create_app
from web.tracing import NoTraces, SpanTraces, traces


class Collector(HTTPServer):
    """Takes traces in as a collector does."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Receive)
        self.spans: list[str] = []


class _Receive(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Collector)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = ExportTraceServiceRequest.FromString(body)
        self.server.spans += [
            span.name
            for resource in asked.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Be silent."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    server = Collector()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_is_traced_unless_asked_for() -> None:
    assert isinstance(traces({}), NoTraces)


def test_requests_reach_a_collector(
    quick: HouseUnderTest, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"http://127.0.0.1:{collector.server_port}"
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_COMPRESSION", raising=False)
    noted = traces()
    client = create_app(quick.house, traces=noted).test_client()

    client.get("/aanmelden?naam=Jansen")
    client.get("/zaken/3f0d6e0a-0000-4000-8000-000000000000")
    noted.close()

    assert collector.spans == ["GET /aanmelden", "GET /zaken/<zaak_id>"]


def test_a_trace_tells_the_page_and_the_result_and_no_more(quick: HouseUnderTest) -> None:
    exporter = InMemorySpanExporter()
    noted = SpanTraces(exporter)
    client = create_app(quick.house, traces=noted).test_client()

    client.get("/bestaat-niet/Jansen")
    noted.close()

    (span,) = exporter.get_finished_spans()
    assert span.name == "GET -"
    assert dict(span.attributes or {}) == {
        "http.request.method": "GET",
        "http.route": "-",
        "http.response.status_code": 404,
    }
