"""A baseline accepts what is there, and only that: whatever moves around it, and whoever is asked for less."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codemods.engine import checking
from codemods.engine.ratchet import baseline
from codemods.engine.ratchet.fingerprints import mark
from codemods.engine.request import Options, Request
from codemods.reports.formats import render
from tests.codemods.trees import HANDLER, codemods, contents, plant

OTHER = 'import logging\n\nother = logging.FileHandler("other.log")\n'
SELECT = ("--select", "OP701")


def checked(root: Path, *select: str) -> checking.Checking:
    report = checking.run(Request(root, Options(), select or ("OP701",)), 1, None)
    mark([report])
    return report


def accept(root: Path) -> None:
    assert codemods("check", ".", "--write-baseline", *SELECT, cwd=root).returncode == 0


def new(root: Path, *arguments: str) -> list[str]:
    done = codemods("check", ".", "--baseline", baseline.NAME, "--format", "json", *SELECT, *arguments, cwd=root)
    return [each["path"] for each in json.loads(done.stdout)["findings"]]


# Statements that hold no finding, to put between and around those that do.
FILLER = st.lists(
    st.sampled_from(["", "x = 1", "# a comment", "def f():\n    return 2", 'y = "FileHandler"']), max_size=5
)
HANDLERS = st.lists(st.sampled_from(["a.log", "b.log", "c.log"]), min_size=1, max_size=4)


def source(handlers: list[str], fillers: list[list[str]], indented: bool) -> str:
    lines = ["import logging"]
    for number, name in enumerate(handlers):
        lines += fillers[number % len(fillers)] if fillers else []
        call = f'h{name[0]} = logging.FileHandler("{name}")'
        lines += [f"def start{number}():", f"    {call}", f"    logging.root.addHandler(h{name[0]})"] if indented else [
            call, f"logging.root.addHandler(h{name[0]})"
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HANDLERS, st.lists(FILLER, max_size=3), st.lists(FILLER, max_size=3), st.booleans(), st.randoms())
def test_inserted_lines_moves_and_renames_are_nothing_new(
    tmp_path_factory: pytest.TempPathFactory, handlers: list[str], before: list[list[str]], after: list[list[str]],
    indented: bool, random: object,
) -> None:  # fmt: skip
    """The property that a ratchet rests on; one finding more is new, one less is gone."""
    root = tmp_path_factory.mktemp("tree")
    file = root / "accepted.json"
    plant(root, {"app.py": source(handlers, before, False)})
    first = checked(root)
    baseline.write(file, [first])
    prints = sorted(first.marks)
    assert len(set(prints)) == len(handlers)

    (root / "app.py").unlink()
    shuffled = list(handlers)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    plant(root, {"web/views.py": source(shuffled, after, indented)})
    moved = checked(root)
    assert sorted(moved.marks) == prints
    compared = baseline.compare(file, [moved])
    assert (moved.checked.findings, compared.gone, len(compared.known)) == ([], [], len(handlers))

    plant(root, {"web/views.py": source([*shuffled, "d.log"], after, indented)})
    report = checked(root)
    assert baseline.compare(file, [report]).gone == []
    assert [each.span.line for each in report.checked.findings] != []
    assert len(report.checked.findings) == 1

    plant(root, {"web/views.py": source(shuffled[1:], after, indented)})
    report = checked(root)
    assert len(baseline.compare(file, [report]).gone) == 1
    assert report.checked.findings == []


def test_the_fingerprints_are_those_of_sarif(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER + HANDLER, "other.py": OTHER})
    report = checked(tmp_path)
    baseline.write(tmp_path / "b.json", [report])
    results = json.loads(render("sarif", [report]))["runs"][0]["results"]
    accepted = {each.fingerprint for each in baseline.load(tmp_path / "b.json")}
    assert accepted == {each["partialFingerprints"]["operable/v2"] for each in results}
    assert len(accepted) == 3
    assert accepted == {each["fingerprint"] for each in json.loads(render("json", [report]))["findings"]}
    assert accepted == {each["fingerprint"] for each in json.loads(render("gitlab", [report]))}


def test_a_copy_elsewhere_is_the_new_one(tmp_path: Path) -> None:
    plant(tmp_path, {"m.py": HANDLER})
    accept(tmp_path)
    plant(tmp_path, {"a.py": HANDLER, "z.py": HANDLER})
    assert new(tmp_path) == ["a.py", "z.py"]


def test_the_ratchet(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER, "other.py": OTHER})
    accept(tmp_path)
    done = codemods("check", ".", "--baseline", baseline.NAME, *SELECT, cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, f"2 findings accepted in {baseline.NAME}.")
    plant(tmp_path, {"other.py": "", "new.py": HANDLER.replace("app", "new")})
    done = codemods("check", ".", "--baseline", baseline.NAME, *SELECT, cwd=tmp_path)
    assert done.returncode == 1
    assert "new.py:3:11: OP701" in done.stdout
    assert "app.py:3" not in done.stdout
    assert "1 gone: --prune-baseline takes them out" in done.stdout
    assert "gone: other.py OP701" in done.stdout
    before = contents(tmp_path)
    done = codemods("check", ".", "--baseline", baseline.NAME, "--prune-baseline", *SELECT, cwd=tmp_path)
    assert done.returncode == 1, "a prune accepts nothing new"
    (kept,) = baseline.load(tmp_path / baseline.NAME)
    assert kept.path == "app.py"
    assert {**before, baseline.NAME: b""} == {**contents(tmp_path), baseline.NAME: b""}


@pytest.mark.parametrize(("form", "said"), [("markdown", "no new findings"), ("junit", "no new findings"),
                                            ("html", "0 new findings"), ("text", "No new findings")])  # fmt: skip
def test_every_format_says_that_it_tells_of_new_ones_only(tmp_path: Path, form: str, said: str) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    accept(tmp_path)
    for arguments, kind in ((("--baseline", baseline.NAME), "new "), ((), "")):
        done = codemods("check", ".", *arguments, "--format", form, *SELECT, cwd=tmp_path)
        assert (said in done.stdout) == bool(kind), done.stdout
    plant(tmp_path, {"new.py": HANDLER.replace("app", "new")})
    done = codemods("check", ".", "--baseline", baseline.NAME, "--format", form, *SELECT, cwd=tmp_path)
    assert form == "junit" or "1 new finding in 2 files" in done.stdout, done.stdout


def test_what_was_not_looked_for_is_not_gone(tmp_path: Path) -> None:
    plant(tmp_path, {"a/app.py": HANDLER, "b/app.py": OTHER, "c.py": HANDLER.replace("app", "c")})
    accept(tmp_path)
    for arguments in (("a",), ("c.py",), (".", "--select", "OP5")):
        done = codemods("check", *arguments, "--baseline", baseline.NAME, "--prune-baseline", cwd=tmp_path)
        assert "gone" not in done.stdout, arguments
        assert len(baseline.load(tmp_path / baseline.NAME)) == 3
    plant(tmp_path, {"a/app.py": "def f(:\n"})
    done = codemods("check", ".", "--baseline", baseline.NAME, *SELECT, cwd=tmp_path)
    assert "gone" not in done.stdout, "nobody knows what is in a file that cannot be parsed"


def test_writing_again_for_a_part_keeps_the_rest(tmp_path: Path) -> None:
    plant(tmp_path, {"a/app.py": HANDLER, "b/app.py": OTHER})
    accept(tmp_path)
    plant(tmp_path, {"a/app.py": ""})
    codemods("check", "a", "--write-baseline", *SELECT, cwd=tmp_path)
    assert [each.path for each in baseline.load(tmp_path / baseline.NAME)] == ["b/app.py"]


def test_it_is_found_from_any_folder_and_by_the_configuration(tmp_path: Path) -> None:
    plant(tmp_path, {"web/app.py": HANDLER, "pyproject.toml": '[tool.operable]\nbaseline = "ops/known.json"\n'})
    (tmp_path / "ops").mkdir()
    codemods("check", ".", "--write-baseline", "ops/known.json", *SELECT, cwd=tmp_path)
    for path, cwd in ((".", tmp_path), ("web", tmp_path), ("app.py", tmp_path / "web"), (tmp_path, "/")):
        assert codemods("check", path, *SELECT, cwd=Path(cwd)).returncode == 0
    assert codemods("check", ".", *SELECT, "--no-baseline", cwd=tmp_path).returncode == 1


def test_it_holds_no_secret(tmp_path: Path) -> None:
    secret = "x7Gh2kQpL9vT4"
    plant(tmp_path, {"app.py": f'SECRET_KEY = "{secret}"\n'})
    assert codemods("check", ".", "--write-baseline", cwd=tmp_path).returncode == 0
    text = (tmp_path / baseline.NAME).read_text()
    assert "OP503" in text
    assert secret not in text


def test_no_other_file_is_overwritten(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    done = codemods("check", ".", "--write-baseline", "app.py", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "app.py is no baseline" in done.stderr
    assert (tmp_path / "app.py").read_text() == HANDLER
