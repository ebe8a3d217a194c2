"""A collector of OpenTelemetry's, over HTTP: keeps what it is sent, or takes it and never answers."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from labs.cluster import processes


class Collector:
    """What has arrived so far; `asked` counts the requests."""

    def __init__(self, hangs: bool) -> None:
        self.asked = 0
        self.spans: list[Any] = []
        self.metrics: list[Any] = []
        self.services: set[str] = set()
        self.gone = threading.Event()
        self.hangs = hangs
        self.url = ""

    def take(self, path: str, body: bytes) -> None:
        self.asked += 1
        if self.hangs:
            self.gone.wait()
        elif path.endswith("/traces"):
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                self._name(resource)
                self.spans += [span for scope in resource.scope_spans for span in scope.spans]
        else:
            for resource in ExportMetricsServiceRequest.FromString(body).resource_metrics:
                self._name(resource)
                self.metrics += [metric for scope in resource.scope_metrics for metric in scope.metrics]

    def points(self, name: str) -> list[dict[str, Any]]:
        """The attributes of each point of a metric."""
        found = [metric for metric in self.metrics if metric.name == name]
        return [
            attributes(point)
            for metric in found
            for kind in (metric.histogram, metric.gauge)
            for point in kind.data_points
        ]

    def _name(self, resource: Any) -> None:
        self.services.add(attributes(resource.resource)["service.name"])


def attributes(thing: Any) -> dict[str, Any]:
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in thing.attributes}


@contextlib.contextmanager
def collector(*, hangs: bool = False) -> Iterator[Collector]:
    made = Collector(hangs)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            made.take(self.path, self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            with contextlib.suppress(OSError):
                self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer((processes.HOST, 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.url = f"http://{processes.HOST}:{server.server_port}"
    try:
        yield made
    finally:
        made.gone.set()
        server.shutdown()
        server.server_close()
