"""The files that keep what a fix takes out of the code: `.env`, its example, `env/<environment>.env`."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping

from codemods.formats import dotenv
from codemods.project.ignored_files import docker_verdict, git_verdict
from codemods.project.project import Project
from codemods.rewriting.text.image_ignore import ignore_files, lines_for
from codemods.vocabulary.finding import Setting
from codemods.vocabulary.rule import Skip

_IGNORED = (".env", ".env.*")
_EXAMPLE_HEAD = "# Secrets that the service needs. Copy to .env (git ignores it) and fill in.\n"
_HEAD_WITHOUT_COPY = "# Secrets that the service needs: give them to it in its environment.\n"


def places(setting: Setting) -> Iterator[tuple[str, str]]:
    """The files in the service's folder that hold the setting's values, each with the value."""
    if setting.secret and setting.value is not None:
        yield ".env", setting.value
    for environment, value in setting.environments.items():
        yield (f".env.{environment}" if setting.secret else f"env/{environment}.env"), value


def secret_files(settings: Iterable[Setting]) -> tuple[str, ...]:
    """What the files are called that get the secrets among the settings: `.env`, `.env.production`."""
    return tuple(sorted({name for each in settings if each.secret for name, _ in places(each)}))


def holds_secrets(path: str) -> bool:
    """Whether a file is one that secrets go to, which git has to ignore: `.env`, `.env.production`, no example."""
    name = posixpath.basename(path)
    return (name == ".env" or name.startswith(".env.")) and name not in dotenv.EXAMPLES


def held(project: Project, root: str, name: str) -> dict[str, str]:
    """What a file in the service's folder says today, by variable; nothing if it is not there or unreadable."""
    try:
        return {
            entry.name: entry.value for entry in dotenv.parse(_present(project, posixpath.join(root, name))).entries
        }
    except Skip:
        return {}


def example(project: Project, root: str) -> str:
    """The name of the file in the service's folder that names its settings: the owner's, else `.env.example`."""
    for name in dotenv.EXAMPLES:
        try:
            if project.on_disk(posixpath.join(root, name)) is not None:
                return name
        except OSError:
            continue
    return dotenv.EXAMPLES[0]


def settings_files(
    project: Project, root: str, settings: Iterable[Setting], is_read: bool, is_told: bool = True
) -> dict[str, str]:
    """The new texts, by path, of the files in a service's folder that must hold these settings.

    A secret's value goes to `.env`, its name to the example of it. A value that the code kept for one environment goes
    to `env/<environment>.env`, or, if secret, to `.env.<environment>`. A name that a file has already is left as it is.
    What holds a secret is ignored by git, and left out of the images that are built from the folder. `is_read`: whether
    something reads the folder's `.env`, so that a copy of the example is of use. `is_told`: whether an example tells
    those who start the service what to give it, whatever they give it by.
    """
    lines: dict[str, dict[str, str]] = {}
    named = example(project, root)
    for setting in settings:
        if setting.secret and not setting.given and (is_told or setting.value is not None):
            said = f"# in {setting.form}\n" if setting.form else ""
            lines.setdefault(named, {})[setting.name] = f"{said}{setting.name}="
            for environment in setting.environments:
                lines.setdefault(f"env/{environment}.env", {})[setting.name] = f"# {setting.name}= is a secret"
        for name, value in places(setting):
            lines.setdefault(name, {})[setting.name] = dotenv.line(setting.name, value)
    secret = [name for name in lines if name.startswith(".env") and name != named]
    if secret:
        lines[".gitignore"] = dict.fromkeys(_IGNORED, "")
    is_copied = bool(secret) or (is_read and git_verdict(project, posixpath.join(root, ".env")) is True)
    texts = _image_ignores(project, root) if ".gitignore" in lines else {}
    for name, entries in lines.items():
        path = posixpath.join(root, name)
        before = _present(project, path)
        after = (
            _with_ignored(before, project, root, secret, named)
            if name == ".gitignore"
            else _with_lines(before, name, entries, _EXAMPLE_HEAD if is_copied else _HEAD_WITHOUT_COPY)
        )
        # Where a secret is all that an environment has of its own, its file would tell of nothing.
        if after != before and (before or not _are_comments(entries)):
            texts[path] = after
    return texts


def _are_comments(entries: Mapping[str, str]) -> bool:
    return all(line.startswith("#") for entry in entries.values() for line in entry.splitlines() or ("",))


def _present(project: Project, path: str) -> str:
    """The text of a file that git may ignore, line ends as they are. Raises Skip where there is one but no text."""
    try:
        return (project.on_disk(path) or b"").decode()
    except UnicodeDecodeError:
        raise Skip(f"{path} is not UTF-8") from None
    except OSError as error:
        raise Skip(f"{path} cannot be read: {error.strerror}") from None


def _with_lines(before: str, name: str, entries: Mapping[str, str], head: str) -> str:
    known = {entry.name for entry in dotenv.parse(before).entries}
    held = set(before.splitlines())
    new = [line for key, line in entries.items() if key not in known and line not in held]
    if not new:
        return before
    return (head if name in dotenv.EXAMPLES and not before else "") + _appended(before, new)


def _with_ignored(before: str, project: Project, root: str, secret: list[str], named: str) -> str:
    """The service's .gitignore, with the lines that keep the secret files out of git and their example in it.

    Nothing is added where git does so already, and no pattern that hides the samples that lie beside.
    """
    path = posixpath.join(root, ".gitignore")
    samples = any(each.startswith(posixpath.join(root, ".env.")) for each in project.files)
    inside = f"{root}/" if root else ""
    # A pattern without a slash would hide the `.env` that lies in a folder below, and is published already.
    deeper = any(
        each.startswith(inside) and holds_secrets(each) and "/" in each[len(inside) :] for each in project.files
    )
    patterns = [f"/{each}" if deeper else each for each in _IGNORED]
    ignored = (*patterns, *([f"!{named}"] if named.startswith(".env.") else []))
    lines = [each for each in ignored if each.lstrip("/") == ".env" or not samples or secret != [".env"]]
    told = [each for each in ignored if each.startswith("!")]
    # What a wider pattern leaves out already, `.env*`, needs no lines but the example's.
    tried: tuple[list[str], ...] = ([], told, [each for each in lines if each not in before.splitlines()])
    for text in (_appended(before, each) if each else before for each in tried):
        left_out = all(git_verdict(project, posixpath.join(root, each), {path: text}) for each in secret)
        if left_out and not git_verdict(project, posixpath.join(root, named), {path: text}):
            return text
    return _appended(before, ignored)


def _image_ignores(project: Project, root: str) -> dict[str, str]:
    """The new texts of the files that keep `.env` out of the service's images."""
    texts = {}
    for path, context in ignore_files(project, root).items():
        before = _present(project, path)
        if lines := lines_for(project, root, context, before):
            texts[path] = _appended(before, lines)
    return texts


def obstacle(project: Project, root: str, settings: Iterable[Setting], kept_in_git: Callable[[str], str]) -> str:
    """Why secrets must not be kept in the folder's `.env` files: what to do first, or ''.

    `kept_in_git`: why git has, or may have, a file of that path. What such a file says already is not written again.
    """
    for setting in settings:
        for name, value in places(setting):
            path = posixpath.join(root, name)
            there = held(project, root, name).get(setting.name)
            # A variable that the file has with another value gets a name of its own, and is written.
            if not name.startswith(".env") or there == value or (setting.fixed and there is not None):
                continue
            if said := kept_in_git(path):
                return said
            if git_verdict(project, path) is False:
                return f".gitignore keeps {path} in git: keep the value in the platform's secret store"
            for ignore, context in ignore_files(project, root).items():
                inside = posixpath.relpath(path, context or ".")
                if docker_verdict(_present(project, ignore).splitlines(), inside) is False:
                    return f"{ignore} puts {path} into the image: keep the value in the platform's secret store"
    return ""


def _appended(before: str, lines: Iterable[str]) -> str:
    end = "\r\n" if "\r\n" in before else "\n"
    ended = before if before.endswith("\n") or not before else before + end
    return ended + "".join(line + end for line in lines)
