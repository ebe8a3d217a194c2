"""Which Compose files CI starts from a fresh clone, where no `.env` lies: by its own files and by what they run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator

from codemods.formats import makefile
from codemods.project.project import Project
from codemods.vocabulary.kept import once

_CI = re.compile(
    r"^\.(?:github/workflows|circleci|buildkite|semaphore)/|(?:^|/)Jenkinsfile$"
    r"|(?:^|/)\.?(?:gitlab-ci|travis|appveyor|drone|woodpecker|cloudbuild|buildspec|azure-pipelines|bitbucket-pipelines)"
    r"[\w.-]*\.ya?ml$"
)
# `docker compose -f … -p … run`; with `--env-file` it gets its values from there.
_STARTS = re.compile(
    r"^[^#\n]*?\bdocker[- ]compose(?P<options>(?:(?:[ \t]|\\\n)+-(?:\\\n|[^\n#;&|])*?)?)(?:[ \t]|\\\n)+"
    r"(?P<verb>up|run|create|start|build)\b",
    re.MULTILINE,
)
_NAMED = re.compile(r"(?:\s-f|--file)[ =]+[\"']?([\w./-]+)")
_USUAL = frozenset(("docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml"))
# What writes it; a copy of an example has no values.
_WRITES = re.compile(
    r"(?:>\s*|\btee\s+(?:-a\s+)?|\b(?:cp|mv)\s+(?!\S*(?:example|sample|dist|template))\S+\s+|\bfile_name:\s*)"
    r"[\"']?(?:\./)?\.env\b(?!\.)|\bcreate-envfile\b|\bmake-envfile\b"
)


def lacking(project: Project, compose: str, names: Collection[str], strict: bool) -> str:
    """The line of CI ("path:line") that starts the Compose file and gives one of the variables no value; '' if none.

    `strict`: Compose is to refuse the file without a value, also where it only builds.
    """
    for path, line, verb, text in _starts(project, compose):
        given = _WRITES.search(text) or all(re.search(rf"\b{name}[\"']?\s*[:=]", text) for name in names)
        if not given and (strict or verb != "build"):
            return f"{path}:{line}"
    return ""


def starting(project: Project, compose: str) -> frozenset[str]:
    """The files of CI that start the Compose file."""
    return frozenset(path for path, *_ in _starts(project, compose))


@once
def _starts(project: Project, compose: str) -> tuple[tuple[str, int, str, str], ...]:
    """Each line that starts the Compose file: path, line, Compose's command, and all that the CI's run says."""
    found = (
        (path, text.count("\n", 0, match.start("verb")) + 1, match["verb"], said)
        for ci, file in sorted(project.files.items())
        if _CI.search(ci)
        for path, text, said in _run(project, ci, file.data.decode("utf-8", "replace"))
        for match in _STARTS.finditer(text)
        if "--env-file" not in match["options"] and _is_meant(compose, match["options"], said)
    )
    return tuple(dict.fromkeys(found))


def _run(project: Project, ci: str, text: str) -> Iterator[tuple[str, str, str]]:
    """A file of CI, and the scripts and the Makefile's targets that it runs: path, text, and the text with CI's own."""
    yield ci, text, text
    for path, file in sorted(project.files.items()):
        if (
            file.kind == "shell"
            and path in text
            and re.search(rf"(?<![\w/-])(?:\./)?{re.escape(path)}(?![\w.-])", text)
        ):
            script = file.data.decode("utf-8", "replace")
            yield path, script, f"{text}\n{script}"
    made = makefile.targets(text)
    for name in makefile.NAMES if made else ():
        if (found := project.files.get(name)) is not None:
            kept = makefile.recipes(found.data.decode("utf-8", "replace"), made)
            yield name, kept, f"{text}\n{kept}"


def _is_meant(compose: str, options: str, said: str) -> bool:
    """Whether a command means the Compose file: by its name, or as the usual one of its folder."""
    folder, name = posixpath.split(compose)
    named = [posixpath.normpath(each) for each in _NAMED.findall(options)]
    if compose in named or (not named and not folder and name in _USUAL):
        return True
    # In a folder that CI goes into first.
    goes = folder and re.search(
        rf"(?:\bcd\s+|working[-_]directory:\s*)[\"']?(?:\./)?{re.escape(folder)}/?(?![\w/.-])", said
    )
    return bool(goes) and (name in named or (not named and name in _USUAL))
