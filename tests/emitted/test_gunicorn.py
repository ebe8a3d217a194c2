"""gunicorn.conf.py: the settings, and what a running server does with signals."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from gunicorn.config import Config
from gunicorn.workers.base import Worker

from labs.cluster.processes import Process, wait_until
from tests.emitted.support import EMITTED, Service, load

Start = Callable[..., tuple[Service, Process]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Process] = []

    def service(*wrapper: str, **settings: str) -> tuple[Service, Process]:
        it = Service(tmp_path / "service", **settings)
        started.append(it.start(*wrapper))
        return it, started[-1]

    yield service
    for process in started:
        process.kill()


def end(process: Process) -> tuple[int, float]:
    """The exit status and the seconds until then."""
    begin = time.monotonic()
    return process.popen.wait(60), time.monotonic() - begin


def drain(service: Service, process: Process) -> Path:
    """Send SIGTERM, wait until the instance says that it drains, and return the file that says so."""
    flag = Path(service.answer("/drain-file")[1])
    assert not flag.exists()
    process.send(signal.SIGTERM)
    wait_until(lambda: service.status("/readyz") == 503, 5, "the drain", process)
    assert flag.exists()
    return flag


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, {"bind": "['0.0.0.0:8000']", "workers": "1", "threads": "8", "worker_class": "gthread"}),
        ({}, {"graceful_timeout": "20", "keepalive": "75", "accesslog": "-", "errorlog": "-"}),
        ({}, {"control_socket_disable": "True"}),
        (
            {"PORT": "5000", "WEB_CONCURRENCY": "3", "GUNICORN_THREADS": "2"},
            {"bind": "['0.0.0.0:5000']", "workers": "3"},
        ),
        ({"PORT": "", "GUNICORN_THREADS": "", "DRAIN_SECONDS": ""}, {"threads": "8"}),
        ({"GUNICORN_ACCESS_LOG": "none"}, {"accesslog": "None"}),
        ({"GUNICORN_CMD_ARGS": "--threads=3 --bind=127.0.0.1:1"}, {"bind": "['127.0.0.1:1']", "threads": "3"}),
    ],
)
def test_settings(environment: dict[str, str], expected: dict[str, str]) -> None:
    own = {"PORT", "HEALTH_PORT", "WEB_CONCURRENCY", "DRAIN_SECONDS"}
    inherited = {
        name: value for name, value in os.environ.items() if name not in own and not name.startswith("GUNICORN_")
    }
    command = [sys.executable, "-m", "gunicorn", "--print-config", "wsgiref.simple_server:demo_app"]
    done = subprocess.run(
        command, cwd=EMITTED, env={**inherited, **environment}, capture_output=True, text=True, check=True
    )
    settings = dict(re.findall(r"^(\w+) += (.*)$", done.stdout, re.MULTILINE))
    assert expected.items() <= settings.items()
    if Path("/dev/shm").exists():
        assert settings["worker_tmp_dir"] == "/dev/shm"


@pytest.mark.parametrize("value", ["inf", "nan", "-1", "5s", "1e9"])
def test_a_drain_that_is_no_time_ends_the_start(value: str) -> None:
    """In one line: a timer that cannot be set would leave an instance that SIGTERM does not stop."""
    command = [sys.executable, "-m", "gunicorn", "wsgiref.simple_server:demo_app"]
    environment = {**os.environ, "DRAIN_SECONDS": value}
    done = subprocess.run(
        command, cwd=EMITTED, env=environment, capture_output=True, text=True, check=False, timeout=20
    )
    assert done.returncode == 1
    assert done.stderr == f"DRAIN_SECONDS must be a number from 0 to 3600, not {value!r}\n"


def test_all_of_its_lines_are_json_if_that_is_asked_for(start: Start) -> None:
    service, process = start(GUNICORN_LOG_FORMAT="json", DRAIN_SECONDS="0")
    assert service.status("/0.1?q=1") == 200
    process.send(signal.SIGTERM)
    end(process)
    lines = [json.loads(line) for line in process.output().splitlines()]
    assert {"Handling signal: term", "GET /0.1 200"} <= {line["message"] for line in lines}
    (access,) = [line for line in lines if line.get("path") == "/0.1"]
    assert (access["method"], access["status"], access["level"]) == ("GET", "200", "INFO")
    assert 100 <= access["duration_ms"] < 5000


def test_a_traceback_stays_in_its_line(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("raise ValueError('a\\nb')\n")
    command = [sys.executable, "-m", "gunicorn", "-c", EMITTED / "gunicorn.conf.py", "--bind=127.0.0.1:0", "broken:app"]
    environment = {**os.environ, "GUNICORN_LOG_FORMAT": "json"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=20)
    (line,) = [line for line in done.stderr.splitlines() if "Traceback" in line]
    assert "ValueError: a\nb" in json.loads(line)["exc_info"]


def test_sigterm_drains_and_then_stops(start: Start) -> None:
    service, process = start(DRAIN_SECONDS="2")
    with ThreadPoolExecutor(1) as pool:
        in_flight = pool.submit(service.answer, "/4.0")
        begin = time.monotonic()
        flag = drain(service, process)
        assert service.answer("/readyz")[1] == '{"status": "draining"}'
        assert service.status("/healthz") == 200
        assert service.status("/0.0") == 200
        assert not in_flight.done()
        status, _ = end(process)
        assert in_flight.result()[0] == 200
    assert status == 0
    assert 2 <= time.monotonic() - begin < 15
    assert not flag.exists()


def test_a_second_sigterm_ends_the_drain(start: Start) -> None:
    service, process = start(DRAIN_SECONDS="60")
    flag = drain(service, process)
    process.send(signal.SIGTERM)
    status, seconds = end(process)
    assert (status, seconds < 15, flag.exists()) == (0, True, False)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGQUIT])
@pytest.mark.parametrize("draining", [False, True])
def test_sigint_and_sigquit_stop_at_once(start: Start, number: signal.Signals, draining: bool) -> None:
    """Not after the drain. (A worker that is just starting a thread can deadlock in gunicorn 27's own SIGQUIT handler;
    it is killed after graceful_timeout, hence the bound.)"""
    service, process = start(DRAIN_SECONDS="60")
    flag = drain(service, process) if draining else Path("none")
    process.send(number)
    status, seconds = end(process)
    assert (status, seconds < 40, flag.exists()) == (0, True, False)


def test_no_drain(start: Start) -> None:
    service, process = start(DRAIN_SECONDS="0")
    flag = Path(service.answer("/drain-file")[1])
    process.send(signal.SIGTERM)
    status, seconds = end(process)
    assert (status, seconds < 15, flag.exists()) == (0, True, False)


def test_an_early_exit_leaves_no_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The alarm would end the process with an error while the interpreter shuts down."""
    monkeypatch.delenv("DRAIN_FILE", raising=False)
    signal.setitimer(signal.ITIMER_REAL, 60)
    load("gunicorn.conf").on_exit(None)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_worker_that_is_gone_ends_no_master() -> None:
    """As gunicorn.arbiter.Arbiter.kill_worker calls it in the master, where no hook of a worker was called before."""
    worker = Worker(0, os.getppid(), [], None, 0, Config(), None)
    try:
        load("gunicorn.conf").worker_exit(None, worker)
    finally:
        worker.tmp.close()


def test_queued_requests_are_answered(start: Start) -> None:
    """The sync worker would reset all but one of them."""
    service, process = start(DRAIN_SECONDS="0", GUNICORN_THREADS="1")
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(service.status, "/0.2") for _ in range(8)]
        wait_until(lambda: any(answer.done() for answer in answers), 5, "the first answer")
        process.send(signal.SIGTERM)
        assert [answer.result() for answer in answers] == [200] * 8
    assert end(process)[0] == 0


def test_workers_of_a_reload_see_the_drain(start: Start) -> None:
    service, process = start(DRAIN_SECONDS="2", WEB_CONCURRENCY="2")
    process.send(signal.SIGHUP)
    wait_until(lambda: process.output().count("Worker exiting") == 2, 10, "the reload", process)
    flag = drain(service, process)
    assert {service.status("/readyz") for _ in range(20)} == {503}
    assert end(process)[0] == 0
    assert not flag.exists()


def test_preloaded_applications_drain_too(start: Start) -> None:
    service, process = start(DRAIN_SECONDS="2", GUNICORN_CMD_ARGS="--preload")
    drain(service, process)
    assert end(process)[0] == 0


def test_a_flag_that_cannot_be_raised_does_not_keep_it_from_stopping(tmp_path: Path) -> None:
    service = Service(tmp_path / "service", DRAIN_SECONDS="2")
    conf = service.directory / "gunicorn.conf.py"
    conf.write_text(conf.read_text().replace('"gunicorn-"', '"no-such-folder/gunicorn-"'))
    process = service.start()
    process.send(signal.SIGTERM)
    status, seconds = end(process)
    process.kill()
    assert status == 0
    assert 2 <= seconds < 15


def test_as_process_1(start: Start) -> None:
    namespace = ["unshare", "--pid", "--fork", "--kill-child", *(["--map-root-user"] if os.geteuid() else [])]
    if not shutil.which("unshare") or subprocess.run([*namespace, "true"], capture_output=True).returncode:
        pytest.skip("needs unshare and the right to make a process namespace")
    service, process = start(*namespace, DRAIN_SECONDS="2")
    assert service.answer("/0.0")[1] == "1"
    children = Path(f"/proc/{process.popen.pid}/task/{process.popen.pid}/children").read_text().split()
    begin = time.monotonic()
    os.kill(int(children[0]), signal.SIGTERM)
    wait_until(lambda: service.status("/readyz") == 503, 5, "the drain", process)
    assert process.popen.wait(15) == 0
    assert time.monotonic() - begin >= 2
