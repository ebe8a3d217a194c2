"""What `check` says about the definitions: in before/ which of the eight each field is, in after/ nothing."""

from __future__ import annotations

from pathlib import Path

from codemods.engine.registry import rules
from codemods.engine.request import load
from codemods.engine.session import check
from codemods.vocabulary.finding import Finding, Safety
from tests.infra.support import AFTER, BEFORE

# What is wrong, by rule and by the file that says it.
WRONG = {
    "OP114": {"k8s/web.yaml", "k8s/worker.yaml", "ecs/service.json"},  # one replica
    "OP115": {"k8s/web.yaml", "ecs/task.json"},  # photos on one machine
    "OP309": {"k8s/web.yaml"},  # the probe sees a socket
    "OP325": {"k8s/web.yaml", "k8s/worker.yaml", "ecs/service.json"},  # stopped before the next one starts
    "OP406": {"k8s/web.yaml", "ecs/task.json"},  # 300 s, 900 s
    "OP513": {"k8s/web.yaml", "k8s/worker.yaml", "ecs/task.json"},  # production's image
    "OP712": {"k8s/web.yaml", "k8s/worker.yaml", "ecs/task.json"},  # logs on one machine
}


def findings(folder: Path) -> tuple[Finding, ...]:
    project, problems = load(folder)
    assert problems == []
    return tuple(check(project, rules(), jobs=1).findings)


def test_before_is_told_what_its_fields_do() -> None:
    found: dict[str, set[str]] = {}
    for each in findings(BEFORE):
        assert each.safety is Safety.NONE
        found.setdefault(each.rule, set()).add(each.path)
    assert found == WRONG


def test_after_is_clean() -> None:
    assert findings(AFTER) == ()
