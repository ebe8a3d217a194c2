"""Which names a deployment gives from a secret of its own: what the tree says of them is for development."""

from __future__ import annotations

import re

from codemods.project.project import Project

# Kubernetes and charts, ECS and CloudFormation, Compose's and Swarm's files, Render, Heroku, CI that deploys.
_FROM_SECRET = (
    r"secretKeyRef|secret_key_ref|valueFrom[\"']?\s*:\s*[\"']?(?:arn:|\$|/|!|\{)|ValueFrom|generateValue|generator[\"']?\s*:"
    r"|\$\{\{\s*secrets\.|\{\{resolve:secretsmanager|external-?secret"
)
_NEXT = r"(?!\s*-?\s*[\"']?[Nn]ame[\"']?\s*:)"
# What the framework of a charm puts before an option's name.
_OF_CHARM = re.compile(r"(?:FLASK|DJANGO|FASTAPI|GO|APP|EXPRESSJS|SPRING)_(?P<option>\w+)")
_SUFFIXES = (".yaml", ".yml", ".json", ".j2", ".tpl", ".tf")


def given_from_secret(project: Project, name: str) -> str:
    """The file of a deployment that gives the variable from a secret; '' without one."""
    needle = name.encode()
    behind = re.compile(
        rf"(?<![\w.])[\"']?{re.escape(name)}[\"']?(?!\w)(?:{_NEXT}[^\n]*\n){{0,4}}?{_NEXT}[^\n]*?(?:{_FROM_SECRET})"
    )
    before = re.compile(
        rf"(?:{_FROM_SECRET})[^\n]*(?:\n[^\n]*)?[\"']?[Nn]ame[\"']?\s*[:=]\s*[\"']?{re.escape(name)}(?!\w)"
    )
    options = _options(name)
    for path, file in sorted(project.files.items()):
        if not path.endswith(_SUFFIXES) or project.is_test(path):
            continue
        text = file.data.decode("utf-8", "replace")
        if needle in file.data and (behind.search(text) or before.search(text)):
            return path
        if path.endswith("charmcraft.yaml") and any(each.search(text) for each in options):
            return path
    return ""


def _options(name: str) -> list[re.Pattern[str]]:
    """An option of type secret that a charm gives its workload by the variable, or by one of the secret's keys."""
    match = _OF_CHARM.fullmatch(name)
    words = match["option"].lower().split("_") if match else []
    return [
        re.compile(rf"(?m)^\s+{'-'.join(words[:size])}:\s*\n(?:\s+(?!type:)[\w-]+:[^\n]*\n)*?\s+type:\s*secret\s*$")
        for size in range(len(words), 0, -1)
    ]
