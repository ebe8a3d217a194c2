"""The same steps in the words of docker, kubectl and ECS: what is typed, and what is meant."""

from __future__ import annotations

import re
import shlex

# What is asked, and how each of the three says it. X is a replica, N what follows.
STEPS = {
    "ps": ("docker ps -a", "kubectl get pods", "aws ecs describe-tasks"),
    "events": ("docker events", "kubectl get events", "aws ecs describe-services"),
    "logs X": ("docker logs X", "kubectl logs X --previous", "aws logs tail X"),
    "exec X COMMAND": (
        "docker exec X COMMAND", "kubectl exec X -- COMMAND", "aws ecs execute-command --task X --command COMMAND",
    ),
    "metrics": ("docker stats", "kubectl top pods", "aws cloudwatch get-metric-data"),
    "definition": ("docker inspect X", "kubectl get deployment -o yaml", "aws ecs describe-task-definition"),
}  # fmt: skip
_MEANT = (
    (r"(?:docker|podman) ps\b.*|kubectl (?:get|describe) (?:pods?|po)\b.*|aws ecs (?:list|describe)-tasks\b.*", "ps"),
    (r"docker events\b.*|kubectl (?:get )?events\b.*|aws ecs describe-services\b.*", "events"),
    (r"docker logs (?:-\S+ (?:\d+\w* )?)*(\S+).*|kubectl logs (?:-\S+ )*(\S+).*|aws logs tail (\S+).*", "logs {}"),
    (r"docker exec (?:-\S+ )*(\S+) (.+)|kubectl exec (?:-\S+ )*(\S+) -- (.+)", "exec {} {}"),
    (r"aws ecs execute-command .*--task (\S+).*--command (.+)", "exec {} {}"),
    (r"docker stats\b.*|kubectl top\b.*|aws cloudwatch get-metric-(?:data|statistics)\b.*", "metrics"),
    (r"docker inspect\b.*|kubectl (?:get|describe) deploy\S*\b.*|aws ecs describe-task-definition\b.*", "definition"),
)
_MEANINGS = [(re.compile(pattern), meant) for pattern, meant in _MEANT]


def meant(line: str) -> list[str]:
    """The words of the step that a line asks for, whoever's words they are."""
    for pattern, step in _MEANINGS:
        if found := pattern.fullmatch(line.strip()):
            line = step.format(*(each for each in found.groups() if each is not None))
            break
    try:
        return shlex.split(line)
    except ValueError:
        return line.split()


def table() -> list[str]:
    """The steps as lines, one for each of the ways to say it."""
    return [line for step, ways in STEPS.items() for line in (step, *(f"    {each}" for each in ways))]
