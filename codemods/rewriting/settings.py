"""The files that keep what a fix takes out of the code: `.env`, `.env.example`, `env/<environment>.env`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from pathspec import GitIgnoreSpec

from codemods.analysis.project import Project
from codemods.finding import Setting
from codemods.formats import dotenv

_IGNORED = (".env", ".env.*", "!.env.example")
_EXAMPLE_HEAD = "# Secrets that the service needs. Copy to .env (git ignores it) and fill in.\n"


def settings_files(project: Project, root: str, settings: Iterable[Setting]) -> dict[str, str]:
    """The new texts, by path, of the files in a service's folder that must hold these settings.

    A secret's value goes to `.env`, its name to `.env.example`. A value that the code kept for one environment goes to
    `env/<environment>.env`, or, if secret, to `.env.<environment>`. A name that a file holds already is left as it is.
    """
    lines: dict[str, dict[str, str]] = {}
    for setting in settings:
        if setting.secret:
            lines.setdefault(".env.example", {})[setting.name] = f"{setting.name}="
            if setting.value is not None:
                lines.setdefault(".env", {})[setting.name] = dotenv.line(setting.name, setting.value)
        for environment, value in setting.environments.items():
            if setting.secret:
                lines.setdefault(f"env/{environment}.env", {})[setting.name] = f"# {setting.name}= is a secret"
                lines.setdefault(f".env.{environment}", {})[setting.name] = dotenv.line(setting.name, value)
            else:
                lines.setdefault(f"env/{environment}.env", {})[setting.name] = dotenv.line(setting.name, value)
    if any(name.startswith(".env") and name != ".env.example" for name in lines):
        lines[".gitignore"] = dict.fromkeys(_IGNORED, "")
    texts = {}
    for name, entries in lines.items():
        path = posixpath.join(root, name)
        before = _present(project, path)
        after = _with_ignored(before, project, root) if name == ".gitignore" else _with_lines(before, name, entries)
        if after != before:
            texts[path] = after
    return texts


def _present(project: Project, path: str) -> str:
    if path in project.files:
        return project.files[path].text
    try:
        return (project.root / path).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _with_lines(before: str, name: str, entries: Mapping[str, str]) -> str:
    known = {entry.name for entry in dotenv.parse(before).entries}
    held = set(before.splitlines())
    new = [line for key, line in entries.items() if key not in known and line not in held]
    if not new:
        return before
    head = _EXAMPLE_HEAD if name == ".env.example" and not before else ""
    ended = before if before.endswith("\n") or not before else f"{before}\n"
    return head + ended + "".join(f"{line}\n" for line in new)


def _with_ignored(before: str, project: Project, root: str) -> str:
    """The service's .gitignore, with the lines that keep `.env` out of git unless one above says so already."""
    folder, rules = root, before.splitlines()
    while folder:
        folder = posixpath.dirname(folder)
        rules = [*_present(project, posixpath.join(folder, ".gitignore")).splitlines(), *rules]
    spec = GitIgnoreSpec.from_lines(rules)
    if all(spec.match_file(each) for each in (".env", ".env.production")) and not spec.match_file(".env.example"):
        return before
    ended = before if before.endswith("\n") or not before else f"{before}\n"
    return ended + "".join(f"{line}\n" for line in _IGNORED if line not in rules)
