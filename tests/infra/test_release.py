"""release.sh against a stand-in for kubectl that plays a cluster: what it waits for, and what it puts back."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.infra.support import AFTER, OVERLAYS, ROOT, kustomized, of_kind, overlay, pods, tool

SCRIPT = AFTER / "k8s" / "release.sh"
STAGING = AFTER / "k8s" / "overlays" / "staging"
WEB, WORKER = "deployment/bookshop-web", "deployment/bookshop-worker"
# The last of a list of outcomes stays.
STAND_IN = r"""#!/usr/bin/env python3
import json, os, pathlib, sys, time
folder = pathlib.Path(os.environ["PLAY"])
play = json.loads((folder / "play").read_text())
words = [word for word in sys.argv[1:] if not word.startswith(("-o", "jsonpath", "--ignore", "--timeout"))]
if words[:1] == ["--namespace"]:
    words = words[2:]
with (folder / "calls").open("a") as calls:
    print(" ".join(words), file=calls)
said = " ".join(words)
if words[0] == "kustomize":
    print((folder / "rendered").read_text())
elif words[:2] == ["get", "job"]:
    now = play["job"].pop(0) if len(play["job"]) > 1 else play["job"][0]
    (folder / "play").write_text(json.dumps(play))
    if now == "?":
        sys.exit("no route to host")
    print(now)
elif words[:2] == ["get", "deployment"]:
    print(play["revisions"].get(words[2], ""))
elif said in play["slow"]:
    time.sleep(60)
sys.exit(play["failing"].get(said, 0))
"""
ALL_WELL: dict[str, Any] = {
    "job": ["", "", "", "SuccessCriteriaMet Complete"],
    "revisions": {"bookshop-web": "4", "bookshop-worker": "7"},
    "failing": {},
    "slow": [],
}
UNDO = [
    f"rollout undo {WEB} --to-revision=4",
    f"rollout undo {WORKER} --to-revision=7",
    f"rollout status {WEB}",
    f"rollout status {WORKER}",
]


def started(folder: Path, play: dict[str, Any]) -> subprocess.Popen[str]:
    (folder / "kubectl").write_text(STAND_IN)
    (folder / "kubectl").chmod(0o755)
    (folder / "rendered").write_text(kustomized(STAGING))
    (folder / "play").write_text(json.dumps(ALL_WELL | play))
    (folder / "calls").touch()
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "PLAY": str(folder), "RELEASE_POLL": "0.01"}
    environment |= play.get("settings", {})
    command = ["bash", str(SCRIPT), str(STAGING)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=hearing
    )


def hearing() -> None:
    """What runs in the background of a shell would inherit a deaf ear for SIGINT, which no trap can mend."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def calls(folder: Path) -> list[str]:
    return (folder / "calls").read_text().splitlines()


def release(folder: Path, **play: Any) -> tuple[int, str, list[str]]:
    """How it ended, what it said, and what it asked of the cluster, without its questions."""
    process = started(folder, play)
    _, said = process.communicate(timeout=300)
    return process.returncode, said, [call for call in calls(folder) if not call.startswith(("get", "kustomize"))]


FIRST = f"apply --kustomize {STAGING} --selector bookshop/step=release"
ALL = f"apply --kustomize {STAGING}"


def test_the_release_step_comes_first_and_the_rollouts_are_waited_for(tmp_path: Path) -> None:
    code, said, asked = release(tmp_path)
    assert (code, asked) == (0, [FIRST, ALL, f"rollout status {WEB}", f"rollout status {WORKER}"]), said
    whole = calls(tmp_path)
    assert sum(call.startswith("get job") for call in whole[whole.index(FIRST) : whole.index(ALL)]) >= 3


def test_a_failed_step_replaces_nothing(tmp_path: Path) -> None:
    code, said, asked = release(tmp_path, job=["", "", "FailureTarget", "FailureTarget Failed"])
    assert code == 1
    assert "release: the release step failed\n" in said
    assert said.endswith("release: nothing has been replaced\n")
    assert ALL not in asked
    assert any(call.startswith("logs job/bookshop-release-") for call in asked)


def test_a_step_that_does_not_end_is_given_up(tmp_path: Path) -> None:
    code, said, asked = release(tmp_path, job=[""], settings={"RELEASE_TIMEOUT": "1"})
    assert code == 1
    assert "the release step has not ended in 1 s" in said
    assert ALL not in asked


def test_a_step_that_failed_before_is_tried_again(tmp_path: Path) -> None:
    code, said, asked = release(tmp_path, job=["Failed", "", "Complete"])
    assert code == 0, said
    assert asked[0].startswith("delete job bookshop-release-")


def test_one_question_without_an_answer_is_no_failure(tmp_path: Path) -> None:
    code, said, _ = release(tmp_path, job=["?", "", "?", "Complete"])
    assert code == 0, said


@pytest.mark.parametrize("name", [WEB, WORKER])
def test_a_rollout_that_stalls_is_undone_for_both(name: str, tmp_path: Path) -> None:
    code, said, asked = release(tmp_path, failing={f"rollout status {name}": 1})
    assert code == 1
    assert f"release: {name.removeprefix('deployment/')} did not become ready\n" in said
    assert asked[-4:] == UNDO


def test_an_undo_says_whether_it_is_whole(tmp_path: Path) -> None:
    code, said, asked = release(tmp_path, failing={ALL: 1, UNDO[0]: 1})
    assert code == 1
    assert asked[-4:] == UNDO
    assert "NOT undone as a whole" in said


def test_a_first_release_has_nothing_to_go_back_to(tmp_path: Path) -> None:
    code, said, asked = release(tmp_path, revisions={}, failing={f"rollout status {WEB}": 1})
    assert code == 1
    assert "bookshop-web had no release before this one: nothing to go back to" in said
    assert not [call for call in asked if "undo" in call]


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_rollout_is_undone(sent: signal.Signals, code: int, tmp_path: Path) -> None:
    process = started(tmp_path, {"slow": [f"rollout status {WORKER}"]})
    wait_for(tmp_path, f"rollout status {WORKER}")
    play = json.loads((tmp_path / "play").read_text())
    (tmp_path / "play").write_text(json.dumps(play | {"slow": []}))
    process.send_signal(sent)
    _, said = process.communicate(timeout=120)
    assert process.returncode == code, said
    assert calls(tmp_path)[-4:] == UNDO
    assert "undone: what served before serves again" in said


def test_an_interrupted_step_replaces_nothing(tmp_path: Path) -> None:
    process = started(tmp_path, {"job": [""]})
    wait_for(tmp_path, FIRST)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 143
    assert said.endswith("release: interrupted\nrelease: nothing has been replaced\n")
    assert ALL not in calls(tmp_path)


def wait_for(folder: Path, call: str) -> None:
    end = time.monotonic() + 120
    while call not in calls(folder):
        assert time.monotonic() < end, calls(folder)
        time.sleep(0.02)


def rendered(folder: Path, **changes: tuple[str, str]) -> str:
    """The staging overlay with its files changed: {file: (old, new)}."""
    tree = folder / str(len(list(folder.iterdir())))
    shutil.copytree(AFTER / "k8s", tree)
    for file, (old, new) in changes.items():
        path = tree / "overlays/staging" / file.replace("_", ".")
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))
    done = subprocess.run(
        [tool("kubectl"), "kustomize", str(tree / "overlays/staging")], capture_output=True, text=True, check=True
    )
    return done.stdout


def job(text: str) -> str:
    """The name of the rendered Job."""
    (found,) = (part for part in text.split("\n---\n") if "\nkind: Job\n" in part)
    return next(line for line in found.splitlines() if line.startswith("  name: "))


def test_whatever_changes_a_release_makes_a_job_of_its_own(tmp_path: Path) -> None:
    """A Job's template can't be changed: the API server would refuse all that is applied with it."""
    today = rendered(tmp_path)
    assert job(today) == job(rendered(tmp_path))
    names = [
        job(rendered(tmp_path, kustomization_yaml=('newTag: "1.0.0"', 'newTag: "1.0.1"'))),
        job(rendered(tmp_path, kustomization_yaml=("bookshop-secrets-1", "bookshop-secrets-2"))),
        job(rendered(tmp_path, settings_env=("somewhat-staging.db", "other-staging.db"))),
        job(rendered(tmp_path, kustomization_yaml=('newTag: "1.0.0"', "digest: sha256:" + "0123456789abcdef" * 4))),
    ]
    assert len({job(today), *names}) == 5


def test_changed_secrets_reach_every_pod(tmp_path: Path) -> None:
    """The Secret is another one, so the pods roll; the old one is left for the old pods."""
    text = rendered(tmp_path, kustomization_yaml=("bookshop-secrets-1", "bookshop-secrets-2"))
    assert "bookshop-secrets-1" not in text
    # Of three pods each its settings and its certificate; the ExternalSecret's name and its Secret's; and RELEASE.
    assert text.count("bookshop-secrets-2") == 3 * 2 + 2 + 1


@pytest.mark.parametrize("name", OVERLAYS)
def test_a_secret_stays_as_it_was_made(name: str) -> None:
    (external,) = of_kind(overlay(name), "ExternalSecret")
    assert external["spec"]["refreshPolicy"] == "CreatedOnce"
    assert external["spec"]["target"]["immutable"] is True
    assert external["metadata"]["name"] == external["spec"]["target"]["name"]


@pytest.mark.parametrize("name", OVERLAYS)
def test_the_settings_say_which_release_runs(name: str) -> None:
    (settings,) = of_kind(overlay(name), "ConfigMap")
    (step,) = of_kind(overlay(name), "Job")
    image = step["spec"]["template"]["spec"]["containers"][0]["image"]
    assert settings["data"]["RELEASE"] == f"{image} with bookshop-secrets-1"
    assert step["metadata"]["name"] == settings["metadata"]["name"]


def test_the_way_into_a_pod_is_one_that_the_namespace_admits() -> None:
    """An ephemeral container is admitted by what stands at the pod, and runs as its user."""
    (command,) = re.findall(r"^ +(kubectl debug .*)", (ROOT / "infra/README.md").read_text(), re.MULTILINE)
    assert "--profile=restricted" in command
    assert "--target=web" in command
    image = dict(pods(overlay("staging")))["bookshop-web"]["containers"][0]["image"]
    assert f"--image={image}" in command
    for _, pod in pods(overlay("staging")):
        assert {"runAsNonRoot", "runAsUser", "runAsGroup", "seccompProfile"} <= pod["securityContext"].keys()


@pytest.mark.parametrize("name", OVERLAYS)
def test_a_worker_that_ends_at_once_does_not_replace_the_next_one(name: str) -> None:
    for each in of_kind(overlay(name), "Deployment"):
        assert each["spec"]["minReadySeconds"] >= 5
        assert each["spec"]["progressDeadlineSeconds"] < 600, "release.sh waits ten minutes"
