"""Metrics and traces by OpenTelemetry, for the collector at OTEL_EXPORTER_OTLP_ENDPOINT; none where that is not set.

Threads of their own send them: a collector that hangs keeps no request waiting. What it does not take is dropped.
"""

import os
import time

from flask import g, request
from opentelemetry import context, metrics, propagate, trace
from sqlalchemy import event
from sqlalchemy.engine import Engine

METHODS = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
# For one batch. Who stops waits for the last.
TIMEOUT_SECONDS = 2

tracer = trace.get_tracer(__name__)
meter = metrics.get_meter(__name__)
answers = meter.create_histogram("http.server.request.duration", "s")
statements = meter.create_histogram("db.client.operation.duration", "s")


def configure(service):
    """Send what is measured to the collector; whether there is one."""
    if not os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        return False
    # They take a while to import.
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource.create({"service.name": service})
    reader = PeriodicExportingMetricReader(OTLPMetricExporter(timeout=TIMEOUT_SECONDS))
    metrics.set_meter_provider(MeterProvider([reader], resource))
    traces = TracerProvider(resource=resource)
    traces.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(timeout=TIMEOUT_SECONDS)))
    trace.set_tracer_provider(traces)
    watch_databases()
    return True


def init_app(app):
    if configure("bookshop-web"):
        app.before_request(begin)
        app.after_request(end)
        app.teardown_request(finish)


def begin():
    g.begun = time.perf_counter()
    g.span = tracer.start_span(request.method, propagate.extract(request.headers), trace.SpanKind.SERVER)
    g.outer = context.attach(trace.set_span_in_context(g.span))


def end(response):
    method = request.method if request.method in METHODS else "_OTHER"
    found = {"http.request.method": method, "http.response.status_code": response.status_code}
    if request.url_rule:
        found["http.route"] = request.url_rule.rule
        g.span.update_name(f"{method} {request.url_rule.rule}")
    if response.status_code >= 500:
        found["error.type"] = str(response.status_code)
        g.span.set_status(trace.StatusCode.ERROR)
    answers.record(time.perf_counter() - g.begun, found)
    g.span.set_attributes({**found, "url.path": request.path, "bookshop.request_id": g.request_id})
    return response


def finish(error):
    if "outer" in g:
        context.detach(g.outer)
        g.span.end()


def watch_databases():
    """Count the connections in use, and time each statement by the server that carried it out."""
    engines = set()
    under_way = {}

    def in_use(options):
        for engine in list(engines):
            state = {"server.address": engine.url.host, "db.client.connection.state": "used"}
            yield metrics.Observation(engine.pool.checkedout(), state)

    meter.create_observable_gauge("db.client.connection.count", [in_use])

    @event.listens_for(Engine, "engine_connect")
    def note_engine(connection):
        engines.add(connection.engine)

    @event.listens_for(Engine, "before_cursor_execute")
    def begin_statement(connection, cursor, statement, parameters, execution, many):
        server, verb = cursor.connection.info, statement.split(None, 1)[0]
        found = {"db.operation.name": verb, "server.address": server.host, "server.port": server.port}
        span = tracer.start_span(verb, kind=trace.SpanKind.CLIENT, attributes=found)
        under_way[execution] = span, found, time.perf_counter()

    @event.listens_for(Engine, "after_cursor_execute")
    def end_statement(connection, cursor, statement, parameters, execution, many):
        end_of(execution)

    @event.listens_for(Engine, "handle_error")
    def end_failure(failure):
        if failure.execution_context in under_way:
            end_of(failure.execution_context, {"error.type": type(failure.original_exception).__name__})

    def end_of(execution, failure=None):
        span, found, begun = under_way.pop(execution)
        statements.record(time.perf_counter() - begun, found | (failure or {}))
        span.set_attributes(failure or {})
        span.end()
