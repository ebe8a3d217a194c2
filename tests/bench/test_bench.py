"""What `make bench` says is what it measured: statistics, tables, trees, and what becomes of a process."""

from __future__ import annotations

import importlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from labs.cluster import docker, processes
from labs.trees import ROOT
from tests.bench import commands, table
from tests.bench.files import Size, grown, size, write
from tests.bench.measure import LONG, RUNS, SHORT, Command, Failed, Figures, further, measured, run
from tests.bench.profile import WORK, Profile, profiled, work_of
from tests.bench.service import Measured, image, paired, percentile
from tests.bench.wheel import Wheel, held, needed

FILES = {"a/x.py": b"x = 1\n" * 10, "b/y.py": b"y = 2\n" * 10, "b/z.py": b"z = 3\n" * 10}


def python(code: str, **options: object) -> Command:
    return Command("it", (sys.executable, "-c", code), {}, **options)  # type: ignore[arg-type]


def test_time_and_memory_are_of_the_process_and_its_children(tmp_path: Path) -> None:
    work = "import time\nx = bytearray(60_000_000)\nwhile time.process_time() < 0.3: pass\n"
    code = f"import subprocess, sys\nfor _ in range(2): subprocess.run([sys.executable, '-c', {work!r}])\n"
    done = run((sys.executable, "-c", code), tmp_path, {})
    assert done.code == 0
    assert 0.6 < done.cpu < 3
    assert done.seconds > 0.6
    assert 60 < done.megabytes < 120


def test_memory_is_not_that_of_whoever_measures(tmp_path: Path) -> None:
    ballast = bytearray(b"x") * 100_000_000
    assert run((sys.executable, "-S", "-c", ""), tmp_path, {}, watched=True).megabytes < 30
    assert len(ballast) == 100_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="the sum over processes is Linux's")
def test_memory_of_two_at_once_is_their_sum(tmp_path: Path) -> None:
    work = "import sys\nx = bytearray(b'x') * 60_000_000\nprint(flush=True)\nsys.stdin.read()\n"
    code = (
        "import subprocess, sys, time\npipe = subprocess.PIPE\n"
        f"both = [subprocess.Popen([sys.executable, '-c', {work!r}], stdin=pipe, stdout=pipe) for _ in '12']\n"
        "for each in both: each.stdout.readline()\n"
        "time.sleep(1)\n"
        "for each in both: each.communicate()\n"
    )
    assert 120 < run((sys.executable, "-c", code), tmp_path, {}, watched=True).megabytes < 200


def test_what_outlasts_its_deadline_is_killed_with_its_children(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    inner = f"import os, pathlib, time; pathlib.Path({str(note)!r}).write_text(str(os.getpid())); time.sleep(60)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    with pytest.raises(Failed, match="not finished after 4 s"):
        run((sys.executable, "-c", code), tmp_path, {}, deadline=4)
    processes.wait_until(lambda: not running(int(note.read_text())), 10, "the child to be gone")


def running(process: int) -> bool:
    """A killed orphan may wait as a zombie for whoever adopts it."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return done.stdout.strip()[:1] not in ("", "Z")


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="does not start"):
        run(("no-such-program",), tmp_path, {})


def test_the_slower_the_fewer_runs() -> None:
    assert [further(each) for each in (0.1, SHORT, SHORT + 1, LONG, LONG + 1)] == [RUNS, RUNS, 2, 2, 0]
    assert further(0.1, quick=True) == 0


def test_preparations_are_made_and_not_timed(tmp_path: Path) -> None:
    made: list[str] = []

    def before_each() -> None:
        made.append("each")
        time.sleep(1)

    prepared = python("", once=lambda: made.append("once"), each=before_each)
    assert measured(prepared, tmp_path, quick=True).seconds < 1
    assert made == ["once", "each"]


def test_a_short_command_is_run_once_more_than_counts(tmp_path: Path) -> None:
    made: list[str] = []
    found = measured(
        python("print('read 1,003 files')", read=r"read ([\d,]+) files", each=lambda: made.append("")), tmp_path
    )
    assert (found.runs, found.files, len(made)) == (RUNS, 1003, RUNS + 1)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("exit(3)", "exit 3: no output"),
        ("print('hi')", "does not say .*: hi"),
        ("print('7 files, Traceback')", "exit 0: 7 files, Trace"),
    ],
)
def test_what_fails_is_no_figure(code: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(Failed, match=why):
        measured(python(code, read=r"(\d+) files", wrong="Traceback"), tmp_path, quick=True)


def test_a_tree_grows_by_copies_that_differ(tmp_path: Path) -> None:
    assert size(dict(grown(FILES, 20))).lines == 20
    assert dict(grown(FILES, 30)) == FILES
    assert dict(grown({}, 30)) == {}
    more = dict(grown(FILES, 65))
    assert size(more) == Size(3, 6, 66, 2 * 180 + 3 * len(b"\n# copy 2\n"))
    assert len(set(more.values())) == len(more)
    tree = write(more.items(), tmp_path / "tree")
    assert {str(path.relative_to(tree)): path.read_bytes() for path in tree.rglob("*.py")} == more


def test_percentile() -> None:
    assert percentile(range(1, 101), 99) == 99
    assert percentile([5, 1, 3], 99) == 5
    assert percentile([2], 50) == 2


def test_rows_that_are_compared_with_nothing_have_no_ratio() -> None:
    header, _, row = table.commands({"ours": Figures(5, 2.0, 3.4567, 99.6)}, {}, 0, {}).splitlines()
    assert header == "| command | runs | wall, s | CPU, s | memory, MB |"
    assert row == "| ours | 5 | 2.00 | 3.46 | 100 |"


def test_ratios_are_paired() -> None:
    """A round in which everything was slow says nothing of the one against the other."""
    assert paired([10, 100, 12], [10, 50, 10]) == 1.2


def test_the_table_of_commands() -> None:
    found: dict[str, Figures | str] = {
        "ours": Figures(5, 2.0, 3.4567, 99.6, 300),
        "peer": Figures(3, 5.0, 6.0, 1234.0, 299),
        "other": "not installed: no wheel",
    }
    assert table.commands(found, {"peer": "ours", "other": "ours"}, 300, {"peer": "1.2", "other": "3"}) == (
        "| command | runs | wall, s | CPU, s | memory, MB | time, our `check` = 1 |\n"
        "|---|--:|--:|--:|--:|--:|\n"
        "| ours | 5 | 2.00 | 3.46 | 100 |  |\n"
        "| peer (1.2); read 299 of 300 files | 3 | 5.00 | 6.00 | 1,234 | 2.50 |\n"
        "| other (3) | not installed: no wheel |  |  |  |  |\n"
    )


def test_the_table_of_growth() -> None:
    """Ten times the lines in thirty times the time is three times as much as it should be."""
    rows = [(Size(1, 10, 1000, 1), Figures(5, 1.0, 1.0, 50)), (Size(1, 100, 10_000, 1), Figures(1, 30.0, 30.0, 60))]
    *_, first, second = table.growth(rows).splitlines()
    assert first == "| 1,000 | 10 | 5 | 1.00 | 1.00 | 50 |  |"
    assert second == "| 10,000 | 100 | 1 | 30.0 | 30.0 | 60 | 3.00 |"


def test_a_profile_tells_what_was_parsed_and_loses_no_time(tmp_path: Path) -> None:
    write([("app.py", b"import logging\nlogging.FileHandler('app.log')\n"), ("big.py", b"x = 1\n" * 200_000)], tmp_path)
    before = signal.getsignal(signal.SIGPROF)
    found = profiled(tmp_path)
    assert (found.parsed, found.parsed_bytes, found.files) == (2, 1_200_046, 2)
    assert 0 < sum(found.seconds.values()) < time.process_time()
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


@pytest.mark.parametrize(("room", "function"), [row[:2] for row in WORK])
def test_each_row_of_a_profile_names_code_that_there_is(room: str, function: str) -> None:
    module = importlib.import_module(f"codemods.{room}")
    assert not function or f"    def {function}(" in Path(str(module.__file__)).read_text()


def test_the_innermost_work_counts() -> None:
    assert work_of("codemods.project.source_file", "tree") == "parsing"
    assert work_of("codemods.project.source_file", "finding") == ""
    assert work_of("codemods.model.scopes", "lookup") == "scopes of what is parsed"
    assert work_of("codemods.modeller", "lookup") == ""


def test_the_table_of_a_profile() -> None:
    found = Profile({"parsing": 3.0, "the rest": 1.0}, parsed=1, parsed_bytes=500_000, files=2, bytes=1_000_000)
    assert table.profile(found) == (
        "|  | CPU, s | share |\n|---|--:|--:|\n| parsing | 3.00 | 75% |\n| the rest | 1.00 | 25% |\n"
        "\nParsed: 1 of 2 files, 0.5 of 1.0 MB.\n"
    )


def test_a_size_that_failed_is_a_row_and_no_measure_for_the_next() -> None:
    good = Figures(1, 1.0, 1.0, 50)
    rows = [(Size(1, 1, 10, 1), good), (Size(1, 2, 20, 1), "failed: exit 2"), (Size(1, 4, 40, 1), good)]
    *_, failed, last = table.growth(rows).splitlines()
    assert failed == "| 20 | 2 | failed: exit 2 |  |  |  |  |"
    assert last == "| 40 | 4 | 1 | 1.00 | 1.00 | 50 |  |"


def test_the_size_of_an_image(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    docker.image.cache_clear()
    assert image("before/") == "no engine"
    client = tmp_path / "docker"
    client.write_text('#!/bin/sh\ncase "$1" in build) echo "$0";; image) echo 123000000;; esac\n')
    client.chmod(0o755)
    assert image("before/") == 123.0
    docker.image.cache_clear()
    client.write_text('#!/bin/sh\ncase "$1" in build) echo no base >&2; exit 1;; esac\n')
    assert image("before/") == "not built"


def test_the_table_of_services() -> None:
    before = Measured([100, 50], [0.010, 0.020], [4.0, 4.0], [80, 80], [0.1, 0.1], 3, "no engine")
    after = Measured([150, 75], [0.010, 0.020], [1.0, 1.0], [120, 120], [0.1, 0.1], 0, "no engine")
    assert table.service({"before/": before, "after/": after}).splitlines() == [
        "|  | before/ | after/ | ratio |",
        "|---|--:|--:|--:|",
        "| requests a second | 75.0 | 112 | 1.50 |",
        "| 99 % answered within, ms | 15.0 | 15.0 | 1.00 |",
        "| start to first good answer, s | 4.00 | 1.00 | 0.250 |",
        "| memory under load, MB | 80.0 | 120 | 1.50 |",
        "| failed requests | 3 | 0 |  |",
        "| image, MB | no engine | no engine |  |",
    ]
    sized = table.service({"before/": Measured(**{**vars(before), "image": 200.0}), "after/": Measured(**vars(after))})
    assert sized.splitlines()[-1] == "| image, MB | 200 | no engine |  |"


def test_three_digits() -> None:
    assert [table.short(each) for each in (0.04123, 0.4123, 4.123, 41.23, 412.3, 4123.0)] == [
        "0.0412", "0.412", "4.12", "41.2", "412", "4,123",
    ]  # fmt: skip


def test_only_what_stands_between_the_marks_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text(f"one\n{table.BEGIN}old\n{table.END}two\n")
    table.publish(page, "new\n")
    assert page.read_text() == f"one\n{table.BEGIN}new\n{table.END}two\n"
    page.write_text("one\n")
    with pytest.raises(ValueError, match="lacks"):
        table.publish(page, "new\n")
    assert page.read_text() == "one\n"


def test_the_page_has_the_marks() -> None:
    text = (ROOT / "docs" / "speed.md").read_text()
    assert text.count(table.BEGIN) == text.count(table.END) == 1


def test_every_peer_is_pinned_with_hashes() -> None:
    assert set(commands.pinned()) == set(commands.PEERS)
    assert all(version[0].isdigit() for version in commands.pinned().values())
    assert commands.LOCK.read_text().count("--hash=sha256:") > len(commands.PEERS)


def test_peers_are_compared_with_commands_of_ours(tmp_path: Path) -> None:
    tree = write(FILES.items(), tmp_path / "corpus")
    ours = {each.name for each in commands.own(tree, tmp_path)}
    for its in commands.peers(tree, tmp_path, tmp_path / "venv").values():
        assert {each.against for each in its} <= ours


def test_the_wheel_needs_what_an_installer_brings() -> None:
    names = needed("operable")
    assert {"click", "libcst", "markdown-it-py", "pygments"} <= names, "libraries of libraries too"
    assert not {"uv", "pytest", "flask", "dask"} & names, "no extra"
    assert held("libcst") > 1_000_000
    assert held("no-such-distribution") == 0


def test_a_row_each_of_the_wheel() -> None:
    text = table.wheel(Wheel(600_000, 1_900_000, {"a": 4_000_000, "b": 1_000_000}, (0.02, 0.07, 0.22)))
    assert "| the wheel, MB | 0.600 |" in text
    assert "| 2 distributions that it needs (a 4.00, b 1.00), MB | 5.00 |" in text
    assert "| import of the command line besides, s | 0.0500 |" in text
    assert "| import of what `check` loads first besides, s | 0.200 |" in text
