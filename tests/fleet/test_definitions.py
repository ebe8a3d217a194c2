"""The definitions that run shards on an engine: what their platforms' tools say, and that they speak our command."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from codemods.cli import main
from tests.infra.support import ROOT, run, tool

FLEET = ROOT / "infra" / "fleet"


def documents(name: str) -> list[dict[str, Any]]:
    # CloudFormation's own tags are of no matter here.
    text = re.sub(r"!(\w+)", "", (FLEET / name).read_text())
    return [dict(each) for each in YAML(typ="safe").load_all(text)]


def job() -> dict[str, Any]:
    (found,) = (each for each in documents("kubernetes.yaml") if each["kind"] == "Job")
    return found


def test_kubernetes_knows_every_field() -> None:
    done = run(tool("kubernetes-validate"), "--strict", FLEET / "kubernetes.yaml")
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert len(re.findall(r"\bpassed for resource\b", said)) == 3


def test_cloudformation_has_nothing_to_say() -> None:
    done = run(tool("cfn-lint"), "--include-checks", "I", "--ignore-checks", "I", "--", FLEET / "batch.yaml")
    assert done.returncode == 0, done.stdout


def commands() -> Iterator[tuple[str, list[str]]]:
    """The words behind `operable`, of each definition."""
    (container,) = job()["spec"]["template"]["spec"]["containers"]
    yield "kubernetes", [word.replace("$(SHARD)", "7") for word in container["args"]]
    batch = documents("batch.yaml")[0]["Resources"]["Job"]["Properties"]["ContainerProperties"]["Command"][-1]
    yield "batch", shlex.split(batch.replace("$AWS_BATCH_JOB_ARRAY_INDEX", "7"))[2:]
    for name, steps in documents("github.yml")[0]["jobs"].items():
        for step in steps["steps"]:
            if "operable fleet" in (line := step.get("run", "")):
                yield f"github {name}", shlex.split(line.partition("||")[0].replace("$SHARD", "7"))[1:]


@pytest.mark.parametrize(("where", "words"), list(commands()))
def test_the_command_is_one_that_we_know(where: str, words: list[str]) -> None:
    """With --help at its end: the options are parsed, their values too, and nothing is run."""
    done = CliRunner().invoke(main, [*words, "--help"])
    assert done.exit_code == 0, done.output
    known = set(re.findall(r"--[\w-]+", done.output))
    assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known


def test_as_many_shards_as_are_counted() -> None:
    spec = job()["spec"]
    assert spec["completionMode"] == "Indexed"
    assert f"--shard=$(SHARD)/{spec['completions']}" in spec["template"]["spec"]["containers"][0]["args"]
    assert spec["maxFailedIndexes"] == spec["completions"]
    shards = documents("github.yml")[0]["jobs"]["shard"]
    assert f'"$SHARD/{len(shards["strategy"]["matrix"]["shard"])}"' in str(shards["steps"])
    text = (FLEET / "batch.yaml").read_text()
    assert "--array-properties size=64" in text
    assert "$AWS_BATCH_JOB_ARRAY_INDEX/64" in text


def test_a_pod_has_no_more_rights_than_it_needs() -> None:
    spec = job()["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["automountServiceAccountToken"] is False
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    # Two at once, each with one process of so much, and the command itself.
    memory = next(int(word.partition("=")[2]) for word in container["args"] if word.startswith("--memory"))
    assert 2 * memory < 4096
