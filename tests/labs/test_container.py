"""What a container does: process 1 and its signals, a private disk, output that stays, published ports."""

import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from labs.cluster import container, processes
from labs.cluster.container import Container

HANDLES_SIGTERM = (
    "import signal, sys, time; signal.signal(15, lambda *_: sys.exit(0)); print('up', flush=True); time.sleep(60)"
)
IGNORES_SIGTERM = "import time; print('up', flush=True); time.sleep(60)"
Start = Callable[[Sequence[str]], Container]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    def started(words: Sequence[str]) -> Container:
        tree = tmp_path / "disk" / "app"
        tree.mkdir(parents=True)
        made = container.start(tree, words, 5001, tmp_path / "log", {})
        processes.wait_until(lambda: "up" in made.output(), 10, "the command", made.process)
        return made

    return started


@pytest.fixture(params=["its own PID namespace", "imitated"])
def isolation(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "imitated":
        monkeypatch.setattr(container, "namespace", tuple)
    elif not container.namespace():
        pytest.skip("the system allows no PID namespace")
    return str(request.param)


@pytest.mark.usefixtures("isolation")
def test_a_program_that_handles_sigterm_ends_by_itself(start: Start) -> None:
    assert start([sys.executable, "-c", HANDLES_SIGTERM]).stop(grace=20)


@pytest.mark.usefixtures("isolation")
def test_a_shell_as_process_1_ignores_sigterm(start: Start) -> None:
    """The shell's child would handle the signal, but never gets it."""
    if not os.path.realpath("/bin/sh").endswith("dash") and container.namespace():
        pytest.skip("this system's shell makes way for its last command")
    assert not start(["/bin/sh", "-c", f'"{sys.executable}" -c "{HANDLES_SIGTERM}"; true']).stop(grace=0.5)


def test_process_1_gets_no_signal_that_it_does_not_handle(start: Start) -> None:
    if not container.namespace():
        pytest.skip("the system allows no PID namespace")
    assert not start([sys.executable, "-c", IGNORES_SIGTERM]).stop(grace=0.5)


@pytest.mark.usefixtures("isolation")
def test_the_disk_goes_and_the_output_stays(start: Start) -> None:
    made = start(["/bin/sh", "-c", "echo carts > state; echo up; sleep 60"])
    assert (made.tree / "state").read_text() == "carts\n"
    made.remove()
    assert not made.tree.parent.exists()
    assert not made.running()
    assert "up" in made.output()


WRITES = (
    "import sys, time; open(sys.argv[1], 'w').close(); open('state', 'w').close(); print('up', flush=True); "
    "time.sleep(60)"
)


@pytest.mark.usefixtures("isolation")
def test_what_is_written_elsewhere_is_its_own(start: Start, tmp_path: Path) -> None:
    """Others never see it: it is private, or refused; and it is told which file it was."""
    elsewhere = tmp_path / "carts.json"
    words = [sys.executable, "-c", WRITES, str(elsewhere)]
    if container.has_own_disk():
        made = start(words)
        assert (made.tree / "state").exists()
    else:
        with pytest.raises(RuntimeError, match="outside of the replica's own tree"):
            start(words)
        made = Container(processes.start(["true"], tmp_path / "log"), (), 1, tmp_path / "disk" / "app")
    assert made.outside() == [str(elsewhere)]
    made.remove()
    assert not elsewhere.exists()


def test_what_python_compiles_is_no_state(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of the platform's, in a folder that is the attendee's own: what lies beside it says nothing of carts."""
    monkeypatch.setattr(container, "has_own_disk", lambda: False)
    (tmp_path / "platform").mkdir()
    (tmp_path / "platform" / "shared.py").write_text("")
    code = f"import sys; sys.path.append({str(tmp_path / 'platform')!r}); import shared; print('up', flush=True)"
    made = start([sys.executable, "-c", code + "; import time; time.sleep(60)"])
    assert made.outside() == []


@pytest.mark.parametrize(
    ("words", "published"),
    [
        (["gunicorn", "--bind", "0.0.0.0:5000", "app:app"], ["gunicorn", "--bind", "127.0.0.1:5001", "app:app"]),
        (["/bin/sh", "-c", "gunicorn -b 0.0.0.0:${PORT:-80} a"], ["/bin/sh", "-c", "gunicorn -b 127.0.0.1:5001 a"]),
        (["gunicorn", "app:app"], ["gunicorn", "app:app"]),
    ],
)
def test_a_port_is_published_on_the_loopback_interface(words: list[str], published: list[str]) -> None:
    assert container.publish(words, 5001) == published


def test_the_settings_arrive(start: Start) -> None:
    made = start([sys.executable, "-c", "import os; print('up', os.environ['PORT'], sorted(os.environ))"])
    assert re.search(r"up 5001 .*'HOME', 'HOST'", made.output())
