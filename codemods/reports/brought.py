"""What an apply brings with it: new files, new settings, and the steps that remain for a person."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from codemods.domains.dependencies.needed import is_named, need
from codemods.engine.fix import Fixed
from codemods.libraries.caches import BY_REDIS
from codemods.plans.own_database import replaces_own_file
from codemods.plans.release_command import flask_command
from codemods.project.ignored_files import git_verdict
from codemods.reports.settings.new import kept, new_names, was_asked
from codemods.rewriting.text.settings import holds_secrets, secret_files

_COMMAND = re.compile(rb"""\.cli\.command\(\s*["']([a-z]+-db)["']""")
_OF_ENVIRONMENT = re.compile(r"(?:^|/)env/[^/]+\.env$")
_ADDRESSES = {
    "STATE_URL": "copy the files that are there to the bucket, before STATE_URL is set.",
    "DATABASE_READER_URL": "set DATABASE_READER_URL to a replica's address: until then the writer answers every read.",
}
_STEPS = {
    # Requests that came one by one come together now.
    "GUNICORN_THREADS=1": (
        "see that the code bears 8 requests at once in a process, or set GUNICORN_THREADS=1: it had one."
    ),
    "sticky": "let the balancer send a client to the same process each time (sticky sessions): a queue is half of it.",
}
_LOOKS = re.compile(rb"\bDRAIN_FILE\b")
_BOTO3 = re.compile(rb"^\s*(import|from) boto3\b", re.MULTILINE)


def brought(fixed: Fixed) -> Iterator[str]:
    """Lines for the end of a report, each a sentence or a list of names."""
    # What git or the configuration leaves out is there, and was looked at only to be written.
    there = {path for path, data in fixed.after.outside.items() if data is not None}
    added = sorted(fixed.changes.keys() - fixed.before.files.keys() - there)
    if added:
        yield f"New files: {', '.join(added)}."
    if lines := sorted({(path, line) for path, line in _requirements(fixed)}):
        yield f"New requirements: {', '.join(f'{line} in {path}' for path, line in lines)}."
    stayed, moved, optional = _settings(fixed)
    if stayed:
        yield f"New settings, today's value as default: {', '.join(stayed)}."
    settings = [setting for each in fixed.fixed for setting in each.settings]
    valued = {each.name for each in settings if secret_files((each,))} | kept(fixed)
    if held := [each for each in moved if each in valued]:
        yield f"New settings, today's value in {' and '.join(secret_files(settings))}: {', '.join(held)}."
    if empty := [each for each in moved if each not in valued]:
        yield f"New settings, without a value yet: {', '.join(empty)}."
    if optional:
        yield f"Settings of the new files, each of which may stay unset: {', '.join(optional)}."
    remaining = [
        *_commands(fixed), *_environments(added), *_ignored(fixed, added), *_libraries(fixed, added),
        *_addresses(optional, added), *_told(fixed), *_drains(fixed, added),
    ]  # fmt: skip
    if remaining:
        yield "Before the next deploy:"
        yield from (f"- {each}" for each in remaining)


def _settings(fixed: Fixed) -> tuple[list[str], list[str], list[str]]:
    """The names of the settings that the written files brought: those whose value stays in the code, the secrets, and
    what new modules ask for by themselves.
    """
    found = {setting.name: setting.secret for each in fixed.fixed for setting in each.settings}
    texts = b"\n".join(fixed.changes.values())
    told = {
        name for name in found
        if re.search(rb"\b" + re.escape(name.encode()) + rb"\b", texts) and not was_asked(fixed.before, name)
    }  # fmt: skip
    asked = new_names(fixed)
    held = kept(fixed)
    moved = held | {each for each in told if found[each]}
    own = told | {name for name, paths in asked.items() if any(path in fixed.before.files for path in paths)}
    return sorted(own - moved), sorted(moved), sorted(asked.keys() - own - moved)


def _commands(fixed: Fixed) -> Iterator[str]:
    """Commands that a fix has made of what the service did when it started, and what these need."""
    unset = set()
    for path, data in sorted(fixed.changes.items()):
        old = fixed.before.files[path].data if path in fixed.before.files else b""
        for name in sorted(set(_COMMAND.findall(data)) - set(_COMMAND.findall(old))):
            command = f"{flask_command(fixed.after.files[path])} {name.decode()}"
            yield f"run `{command}` on a new database: the service no longer does{_release(fixed, path, command)}."
            if variable := replaces_own_file(fixed.after.files[path]):
                unset.add(variable)
    for variable in sorted(unset):
        yield f"set {variable} to a database server's: the SQLite file is each container's own, and begins empty."


def _release(fixed: Fixed, path: str, command: str) -> str:
    """How a platform that knows a step before each release runs the command, where the service uses one."""
    procfile = fixed.after.files.get(posixpath.join(fixed.after.service_root(path), "Procfile"))
    if procfile is None or re.search(rb"^release\s*:", procfile.data, re.MULTILINE):
        return ""
    return f" (`release: {command}` in {procfile.path})"


def _environments(added: list[str]) -> Iterator[str]:
    """What to do with the values of environments that the code held."""
    files = [each for each in added if _OF_ENVIRONMENT.search(each)]
    if files:
        yield f"give each environment its own lines: nothing loads {', '.join(files)} by itself."


def _ignored(fixed: Fixed, added: list[str]) -> Iterator[str]:
    """The new files that a clone would lack, though they belong to the repository."""
    files = [each for each in added if not holds_secrets(each) and git_verdict(fixed.after, each)]
    if files:
        yield f"git ignores {', '.join(files)}: `git add --force {' '.join(files)}`."


def _addresses(names: list[str], added: list[str]) -> Iterator[str]:
    """What the addresses are for that new modules ask for; what was in memory leaves nothing to copy."""
    modules = {posixpath.basename(each) for each in added}
    memory = "mappings.py" in modules and "storage.py" not in modules
    yield from (step for name, step in _ADDRESSES.items() if name in names and not (memory and name == "STATE_URL"))


def _told(fixed: Fixed) -> Iterator[str]:
    """What remedies say that is to be looked at, once however many say it."""
    yield from (step for word, step in _STEPS.items() if any(word in each.remedy for each in fixed.fixed))


def _drains(fixed: Fixed, added: list[str]) -> Iterator[str]:
    """What a drain waits for in vain where nothing looks for its file."""
    for path in added:
        root = fixed.after.service_root(path)
        files = (each for each in fixed.after.files.values() if each.kind == "python" and each.path not in added)
        looking = any(_LOOKS.search(each.data) and fixed.after.service_root(each.path) == root for each in files)
        health = posixpath.join(posixpath.dirname(path), "health.py")
        if posixpath.basename(path) == "gunicorn.conf.py" and not looking and health not in added:
            yield "let a path for readiness answer 503 while the file of DRAIN_FILE is there: else requests go on."


def _requirements(fixed: Fixed) -> Iterator[tuple[str, str]]:
    """The lines that fixes added to manifests, by path."""
    for each in fixed.fixed:
        yield from each.requirements.items()


def _libraries(fixed: Fixed, added: list[str]) -> Iterator[str]:
    """What a new module or setting needs, where no manifest names it."""
    steps = {
        (need(fixed.after, path, "boto3").step, "STATE_URL") for path in added if _BOTO3.search(fixed.changes[path])
    }
    steps |= {
        ("add redis to what the service installs", setting.name) for each in fixed.fixed for setting in each.settings
        if setting.name in BY_REDIS
        and not is_named(fixed.after, fixed.after.service_root(each.path), "redis")
    }  # fmt: skip
    yield from (f"{step}, before {setting} is set." for step, setting in sorted(steps) if step)
