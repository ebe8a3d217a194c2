"""Each incident can be told by what it leaves to be read, is named rightly, and is mended; nothing stays behind.

`make test` plays two of them once, `make mistakes` all of them three times in a row.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from labs.cluster import processes
from labs.cluster.deployment import Cluster
from labs.incident import notes, words
from labs.incident.command import incident
from labs.incident.incidents import INCIDENTS, LAYERS, broken
from labs.incident.session import COMMANDS, Session

MATRIX = bool(os.environ.get("OPERABLE_MATRIX"))
QUICK = {"exit-137", "a-bug"}
TIMES = 3 if MATRIX else 1
SLOW = pytest.mark.skipif(not MATRIX, reason="make mistakes runs it")
NIGHTS = [
    pytest.param(number, marks=() if each.slug in QUICK else SLOW, id=each.slug) for number, each in INCIDENTS.items()
]


def shows(session: Session, command: str, clue: str) -> bool:
    return clue in session.answer(command)


@pytest.mark.parametrize("number", NIGHTS)
def test_it_is_told_named_and_mended(number: int, lab_cluster: Cluster) -> None:
    night = INCIDENTS[number]
    for _ in range(TIMES):
        with broken(night, lab_cluster) as scene:
            session = Session(night, scene)
            for command, clue in night.clues:
                seen = functools.partial(shows, session, command, clue)
                processes.wait_until(seen, 30, f"{clue!r} in {command!r}:\n{session.answer(command)}")
            assert "Still" in session.answer("check")
            session.answer(f"layer {next(each for each in LAYERS if each != night.layer)}")
            session.answer(night.cure)
            assert "Not the" in session.answer("check")
            assert not session.passed
            session.answer(f"layer {night.layer}")
            assert session.answer("check").startswith(f"Mended. It was the {night.layer}")
            assert session.passed


def test_every_layer_has_an_incident() -> None:
    assert {each.layer for each in INCIDENTS.values()} == set(LAYERS)
    assert len(INCIDENTS) >= 8


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("docker ps -a", ["ps"]),
        ("kubectl get pods -o wide", ["ps"]),
        ("aws ecs describe-tasks --cluster shops", ["ps"]),
        ("docker logs --tail 50 web-1", ["logs", "web-1"]),
        ("kubectl logs web-2 --previous", ["logs", "web-2"]),
        ("aws logs tail web-3 --follow", ["logs", "web-3"]),
        ("docker exec -it web-1 curl /readyz", ["exec", "web-1", "curl", "/readyz"]),
        ("kubectl exec web-1 -- env", ["exec", "web-1", "env"]),
        ("aws ecs execute-command --task web-1 --command 'curl /readyz'", ["exec", "web-1", "curl /readyz"]),
        ("kubectl get events", ["events"]),
        ("aws ecs describe-services --services bookshop", ["events"]),
        ("docker stats --no-stream", ["metrics"]),
        ("kubectl get deployment bookshop -o yaml", ["definition"]),
        ("ps", ["ps"]),
        ("exec web-1 'unfinished", ["exec", "web-1", "'unfinished"]),
    ],
)  # fmt: skip
def test_the_words_of_three_platforms_mean_the_same(line: str, said: list[str]) -> None:
    assert words.meant(line) == said


def test_every_step_has_a_command() -> None:
    assert {each.split()[0] for each in words.STEPS} <= COMMANDS.keys()


def test_a_note_is_held_against_a_good_one(tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    assert CliRunner().invoke(incident, ["1", "--notes", str(file)]).exit_code == 0
    done = CliRunner().invoke(incident, ["1", "--notes", str(file)])
    assert done.exit_code == 1
    assert done.output.count("Your note does not say") == len(notes.PARTS)
    file.write_text("".join(f"## {part}\n\nIt was so.\n" for part in notes.PARTS))
    done = CliRunner().invoke(incident, ["1", "--notes", str(file)])
    assert (done.exit_code, "SIGKILL" in done.output) == (0, True)
