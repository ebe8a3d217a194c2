"""Nothing changes until the environment says so, and every environment that before knew still exists."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from codemods.formats import dotenv
from labs.cluster import runbook, service
from tests.pair.conftest import AFTER, BEFORE, ROOT

SHOW = """
import config, json
print(json.dumps({name: value for name, value in vars(config).items() if name.isupper() and name != "REQUIRED"}))
"""


def run(tree: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-B", "-c", SHOW]
    return subprocess.run(command, cwd=tree, env=dict(environment), capture_output=True, text=True, check=False)


def config(tree: Path, environment: Mapping[str, str]) -> dict[str, object]:
    """The settings that a tree has in an environment."""
    values: dict[str, object] = json.loads(run(tree, environment).stdout)
    return values


def entries(name: str) -> dict[str, str]:
    return {entry.name: entry.value for entry in dotenv.parse((AFTER / name).read_text()).entries}


@pytest.fixture
def secrets() -> dict[str, str]:
    """What before has in its code and after does not."""
    return {name: str(value) for name, value in config(BEFORE, {}).items() if name in entries(".env.example")}


def test_with_the_secrets_alone_after_has_before_s_settings(secrets: dict[str, str]) -> None:
    assert len(secrets) == 5
    assert config(AFTER, secrets) == config(BEFORE, {})


@pytest.mark.parametrize("environment", ["production", "staging"])
def test_each_environment_keeps_its_values(secrets: dict[str, str], environment: str) -> None:
    values = entries(f"env/{environment}.env")
    assert config(AFTER, {**secrets, **values}) == config(BEFORE, {"ENV": environment})
    assert not values.keys() & secrets.keys()


def test_no_secret_is_left_in_after(secrets: dict[str, str]) -> None:
    texts = {path: path.read_bytes() for path in AFTER.rglob("*") if path.is_file()}
    found = [path for path, text in texts.items() for value in secrets.values() if f'"{value}"'.encode() in text]
    assert found == []


def test_after_does_not_start_without_a_secret_but_for_keys_that_boto3_finds(secrets: dict[str, str]) -> None:
    for name in secrets:
        rest = {key: value for key, value in secrets.items() if key != name}
        line = "" if name.startswith("AWS_") else f"settings missing: {name}\n"
        assert run(AFTER, rest).stderr == line


def test_every_setting_can_come_from_the_environment(secrets: dict[str, str]) -> None:
    today = config(AFTER, secrets)
    kinds = {bool: ("1", True), int: ("17", 17)}
    other = {name: kinds.get(type(value), (f"other {name}",) * 2) for name, value in today.items()}
    found = config(AFTER, {name: text for name, (text, _) in other.items()})
    assert found == {name: value for name, (_, value) in other.items()}


def test_the_runbook_names_every_edit(tmp_path: Path) -> None:
    text = (ROOT / "infra" / "before" / "RUNBOOK.md").read_text()
    words = {
        name for file, old, _ in runbook.EDITS for name in (file, old.partition("=")[0].strip() if "=" in old else old)
    }
    words |= {library for _, _, library in runbook.FETCHED}
    assert [word for word in sorted(words) if f"`{word}`" not in text and f"] {word}`" not in text] == []


def test_every_edit_finds_its_line(tmp_path: Path) -> None:
    """One edit for each setting, none of them twice, and one library to fetch."""
    names = {template.partition("{")[2].partition("}")[0] for _, _, template in runbook.EDITS}
    site = dict.fromkeys(names - {"FILESERVER"}, "17")
    tree = service.copy(BEFORE, tmp_path / "app")
    assert len(runbook.carry_out(tree, site)) == len(runbook.EDITS) + len(runbook.FETCHED) == len(names) + 1
    values = config(tree, {})
    assert {values[name] for name in names & values.keys()} == {17, "17"}


def test_there_is_nothing_to_edit_in_after(tmp_path: Path) -> None:
    tree = service.copy(AFTER, tmp_path / "app")
    assert runbook.carry_out(tree, dict.fromkeys(config(BEFORE, {}), "other")) == []
