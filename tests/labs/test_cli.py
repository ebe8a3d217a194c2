"""python -m labs: commands, exit codes, what it says when something is missing."""

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from labs import cli, runner, trees
from labs.cli import main
from labs.cluster.cleanroom import NoIndex
from labs.cluster.deployment import Cluster
from labs.experiment import Experiment, Figure, Outcome
from labs.experiments import EXPERIMENTS


def labs(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in arguments])


def _broken(cluster: Cluster, tree: Path) -> Outcome:
    raise ZeroDivisionError


@pytest.fixture
def pretended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Experiments without a cluster and codemods: harm in before/, none elsewhere; number 2 cannot be carried out."""

    def look(cluster: Cluster, tree: Path) -> Outcome:
        return Outcome("a figure", [Figure("things", 1, harm=tree.name == "before")])

    monkeypatch.setattr(runner, "cluster", lambda *given: contextlib.nullcontext(None))
    monkeypatch.setattr(trees, "migrate", lambda target: trees.AFTER)
    monkeypatch.setattr(trees, "findings", lambda tree: {})
    for number in EXPERIMENTS:
        made = Experiment(number, "Why?", "Because.", _broken if number == 2 else look)
        monkeypatch.setitem(EXPERIMENTS, number, made)


@pytest.mark.parametrize("columns", [80, 200])
def test_list_fits_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert max(map(len, labs("list").stdout.splitlines())) <= columns
    assert " ".join(labs("list").stdout.split()).count(EXPERIMENTS[1].question) == 1


def test_list_names_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    lines = labs("list").stdout.splitlines()
    assert [int(line.split()[0]) for line in lines] == list(range(1, 9))
    assert lines[2].split()[1] == "unsafe-stop"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(("1", "--tree", "after"), 0), (("1",), 1), (("2", "--tree", "after"), 1), (("3", "7", "--tree", "migrated"), 0)],
)
@pytest.mark.usefixtures("pretended")
def test_exit_codes_of_run(arguments: tuple[str, ...], status: int) -> None:
    done = labs("run", *arguments)
    assert done.exit_code == status, done.output


@pytest.mark.usefixtures("pretended")
def test_run_in_json() -> None:
    done = labs("run", "1", "2", "--format", "json")
    verdicts = [(each["experiment"], each["tree"], each["verdict"]) for each in json.loads(done.stdout)["results"]]
    assert verdicts == [
        (1, "before", "harm"),
        (1, "after", "no harm"),
        (2, "before", "not measured"),
        (2, "after", "not measured"),
    ]
    assert "ZeroDivisionError" in done.stdout


@pytest.mark.usefixtures("pretended")
def test_check_of_a_learner_s_tree(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "Dockerfile").write_text("FROM python\nCMD true\n")
    done = labs("check", "3", "--tree", mine)
    assert (done.exit_code, done.stdout.startswith("Passed. Because.")) == (0, True)
    mine.rename(tmp_path / "before")
    done = labs("check", "3", "--tree", tmp_path / "before")
    assert (done.exit_code, done.stdout.startswith("Not yet. Because.")) == (1, True)
    assert labs("check", "2", "--tree", tmp_path / "before").exit_code == 1


@pytest.mark.usefixtures("pretended")
def test_the_scoreboard_s_exit_code_and_report(tmp_path: Path) -> None:
    done = labs("scoreboard", "1", "3", "--report", tmp_path / "report.html")
    assert done.exit_code == 0, done.output
    assert done.stdout.count("a figure") == 6
    assert "a figure" in (tmp_path / "report.html").read_text()
    assert labs("scoreboard", "2").exit_code == 1


@pytest.mark.usefixtures("pretended")
def test_the_scoreboard_fails_where_before_is_not_harmed(monkeypatch: pytest.MonkeyPatch) -> None:
    fine = Outcome("fine", [])
    monkeypatch.setitem(EXPERIMENTS, 4, Experiment(4, "Why?", "Because.", lambda cluster, tree: fine))
    assert labs("scoreboard", "4").exit_code == 1


@pytest.mark.usefixtures("pretended")
def test_a_tree_that_cannot_be_measured_fails_the_scoreboard(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(cluster: Cluster, tree: Path) -> Outcome:
        return Outcome("a figure", [Figure("things", 1, harm=True)]) if tree == trees.BEFORE else _broken(cluster, tree)

    monkeypatch.setitem(EXPERIMENTS, 4, Experiment(4, "Why?", "Because.", look))
    done = labs("scoreboard", "4")
    assert (done.exit_code, "ZeroDivisionError" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    "arguments", [("run", "9"), ("run", "--tree", "nowhere"), ("check", "0"), ("check", "1", "--tree", "/"), ("proof",)]
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = labs(*arguments)
    assert done.exit_code == 2
    assert "rror" in done.stderr


@pytest.mark.usefixtures("pretended")
def test_a_missing_part_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "PROGRAMS", ("no-such-balancer",))
    done = labs("run", "1", "--tree", "after")
    assert done.exit_code == 2
    assert "no-such-balancer: missing. Install with: make setup" in done.stderr


def test_without_its_packages_one_line_says_what_to_install() -> None:
    code = "import runpy, sys; sys.modules['psycopg'] = None; runpy.run_module('labs', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code, "list"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "error: psycopg: missing. Install with: make setup\n"


@pytest.mark.usefixtures("pretended")
def test_the_report_s_folder_is_looked_for_first(tmp_path: Path) -> None:
    done = labs("scoreboard", "1", "--report", tmp_path / "no" / "report.html")
    assert (done.exit_code, "there is no folder" in done.stderr, done.stdout) == (2, True, "")


@pytest.mark.usefixtures("pretended")
def test_progress_is_told_beside_the_results() -> None:
    done = labs("run", "1", "3", "--tree", "after", "--format", "json")
    assert "experiment 3 on after (2 of 2) …" in done.stderr
    assert len(json.loads(done.stdout)["results"]) == 2


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"Dockerfile": "FROM python\nCMD true\n"}, "the tree has no app.py"),
        ({"Dockerfile": "FROM python\n", "app.py": ""}, "the Dockerfile has no CMD"),
    ],
)
def test_a_tree_that_is_no_bookshop(files: dict[str, str], said: str, lab_cluster: Cluster, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    for name, text in files.items():
        (tree / name).write_text(text)
    result = runner.measure(EXPERIMENTS[7], lab_cluster, "mine", tree)
    assert result.outcome is None
    assert result.error.startswith(said)


@pytest.mark.usefixtures("pretended")
def test_no_package_index_is_a_missing_part(monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(cluster: Cluster, tree: Path) -> Outcome:
        raise NoIndex("the package index does not answer")

    monkeypatch.setitem(EXPERIMENTS, 2, Experiment(2, "Why?", "Because.", offline))
    done = labs("run", "2", "--tree", "after")
    assert (done.exit_code, "does not answer" in done.stderr) == (2, True)


def test_no_experiment_is_a_stranger() -> None:
    """Each has what a page about it needs."""
    for experiment in cli.EXPERIMENTS.values():
        assert experiment.question.endswith("?")
        assert experiment.claim.endswith(".")
        assert experiment.imitated == "" or experiment.imitated.endswith(".")


def test_the_version_is_that_of_what_is_installed() -> None:
    done = labs("--version")
    assert done.exit_code == 0
    assert done.output.startswith("labs, version ")


def test_a_checkout_that_is_not_installed_says_so() -> None:
    """As `make setup-lab` leaves it: nothing knows a version."""
    code = (
        "from importlib import metadata\n"
        "def version(name): raise metadata.PackageNotFoundError(name)\n"
        "metadata.version = version\n"
        "from labs.cli import main\n"
        "main(['--version'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "labs, version unknown (not installed)\n"), done.stderr
