"""The commands that Kubernetes gives a container, also in a chart's templates and values, which YAML cannot read."""

from __future__ import annotations

import re

from codemods.project.source_file import SourceFile

# `command: ["gunicorn"]`, `args: [...]`, and the lines below one of these up to the next key.
_COMMAND = re.compile(
    rb"^[ \t]*(?:-[ \t]+)?(?:command|args):((?:.*)(?:\n(?![ \t]*(?:-[ \t]+)?[\w.-]+:(?:[ \t\r]|$)|---).*)*)",
    re.MULTILINE,
)
_MARKS = re.compile(r"[\[\]\"',\\]|^\s*-\s|[|>][-+]?$", re.MULTILINE)
_TARGET = re.compile(r"(?<!\S)([A-Za-z_][\w.]*):[A-Za-z_]\w*")


def workload_command(file: SourceFile) -> str:
    """All that the containers of a file are told to run, as one line; "" where the file tells them nothing."""
    if file.kind != "yaml" or not (b"command:" in file.spelled or b"args:" in file.spelled):
        return ""
    found = (match[1].decode(errors="replace") for match in _COMMAND.finditer(file.spelled))
    return " ".join(word for each in found for word in _MARKS.sub(" ", each).split())


def names_module(command: str, file: SourceFile) -> bool:
    """Whether a command line serves the file's module, or does not say which one it serves."""
    module = f".{file.path.removesuffix('.py').replace('/', '.')}"
    targets = _TARGET.findall(command)
    return not targets or any(module.endswith(f".{each}") for each in targets)
