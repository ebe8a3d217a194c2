"""Rules of installed distributions: active where they are installed, named where one asks, and known to the cache."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.codemods.own.test_own_rules import AFTER, BEFORE, example
from tests.codemods.trees import ROOT, codemods, environment, plant


def distribution(
    folder: Path, modules: dict[str, str], entry: str, name: str = "acme-rules", version: str = "1.2"
) -> Path:
    """What an installer leaves behind for a wheel."""
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    return plant(
        folder,
        {
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{info}/entry_points.txt": f"[operable.rules]\nacme = {entry}\n", **modules,
        },
    )  # fmt: skip


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return plant(tmp_path / "service", {"app.py": BEFORE})


def run(tree: Path, site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    cache = str(tree.parent / "cache")
    return codemods(*arguments, cwd=tree, env=environment(PYTHONPATH=f"{ROOT}:{site}", XDG_CACHE_HOME=cache))


def codes(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.stderr == ""
    return [each["rule"] for each in json.loads(done.stdout)["findings"]]


@pytest.mark.parametrize("entry", ["acme.rules", "acme.rules.timeout"])
def test_they_are_active_where_they_are_installed(entry: str, tree: Path, tmp_path: Path) -> None:
    modules = {"acme/__init__.py": "", "acme/rules/__init__.py": "", "acme/rules/timeout.py": example()}
    site = distribution(tmp_path / "site", modules, entry)
    assert codes(run(tree, site, "check", "--format", "json")) == ["ZZ501"]
    assert codes(run(tree, site, "check", "--format", "json", "--select", "5")) == ["ZZ501"]
    assert codes(run(tree, site, "check", "--format", "json", "--ignore", "ZZ")) == []
    assert codes(run(tree, tmp_path, "check", "--format", "json")) == []
    assert run(tree, site, "--version").stdout.endswith(" (with the rules of acme-rules 1.2)\n")
    listed = run(tree, site, "list").stdout
    assert "ZZ501  safe    a timeout of the billing client that is written in the code (acme-rules 1.2)" in listed
    assert run(tree, site, "explain", "ZZ501").stdout.startswith("ZZ501: a timeout")
    done = run(tree, site, "apply", "--allow-no-vcs")
    assert (done.returncode, (tree / "app.py").read_text()) == (0, AFTER), done.stderr


def test_a_kept_result_is_of_the_rules_that_made_it(tree: Path, tmp_path: Path) -> None:
    site = distribution(tmp_path / "site", {"acme.py": example()}, "acme")
    for _ in range(2):
        assert codes(run(tree, site, "check", "--format", "json")) == ["ZZ501"]
    (site / "acme.py").write_text(example().replace("billing.connect", "billing.open"))
    assert codes(run(tree, site, "check", "--format", "json")) == []


def test_a_configuration_names_them_as_others(tree: Path, tmp_path: Path) -> None:
    site = distribution(tmp_path / "site", {"acme.py": example()}, "acme")
    plant(tree, {"operable.toml": 'select = ["ZZ501"]\nrules = ["ops"]\n'})
    done = run(tree, site, "check", "--format", "json")
    assert [each["rule"] for each in json.loads(done.stdout)["findings"]] == ["ZZ501"]


@pytest.mark.parametrize(
    ("modules", "entry", "said"),
    [
        ({"acme.py": "import nowhere\n"}, "acme",
         "the rules of acme-rules 1.2 cannot be loaded: ModuleNotFoundError: No module named 'nowhere': upgrade or"),
        ({}, "acme", "the rules of acme-rules 1.2 cannot be loaded: ModuleNotFoundError: No module named 'acme'"),
        ({"acme.py": "x = 1\n"}, "acme", "acme of acme-rules 1.2 makes no `rule`"),
        ({"acme.py": '"""D."""\nfrom codemods.own import Rule\nrule = Rule("OP501", "x", ())\n'}, "acme",
         "no two letters (but OP)"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["check", "list"])
def test_one_that_cannot_be_used(
    modules: dict[str, str], entry: str, said: str, command: str, tree: Path, tmp_path: Path
) -> None:
    done = run(tree, distribution(tmp_path / "site", modules, entry), command)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert said in done.stderr


def test_two_of_one_code(tree: Path, tmp_path: Path) -> None:
    site = distribution(tmp_path / "site", {"acme.py": example()}, "acme")
    distribution(site, {"other.py": example()}, "other", name="other-rules", version="3")
    done = run(tree, site, "check")
    assert done.stderr == "error: acme-rules 1.2 and other-rules 3 both bring a rule ZZ501: uninstall one\n"


def test_what_lies_in_the_tree_is_not_installed(tree: Path, tmp_path: Path) -> None:
    distribution(tree, {"acme.py": "raise SystemExit(9)\n" + example()}, "acme")
    assert codes(run(tree, tmp_path, "check", "--format", "json")) == []
