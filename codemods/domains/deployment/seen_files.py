"""Who finds a file that a service writes, once its container is gone: then the file cannot go without being missed."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from codemods.domains.commands.units import runs_service
from codemods.domains.deployment.images import is_python_image
from codemods.formats import parse, yaml
from codemods.libraries.programs import DYNO, PLATFORMS, WORKLOAD
from codemods.model.test_scopes import use_of
from codemods.project.audience.compose_use import services_of
from codemods.project.composed import composed
from codemods.project.guides import guide_pages
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# `docker run -v /srv/logs:/var/log/shop`, in scripts and in what people are told to type.
_RUN = re.compile(
    rb"(?:(?<=\s)-v|(?<=\s)--volume)(?:[ \t]+|=)[\"']?(?P<source>[^\s:\"']+):(?P<target>/[^\s:\"',\\]+)(?!\S*:ro\b)"
    rb"|(?<=\s)--mount(?:[ \t]+|=)\S*?(?:target|dst|destination)=(?P<mounted>/[^\s,\"']+)(?!\S*readonly)"
)
_RUNNERS = re.compile(rb"\b(?:docker|podman|nerdctl)\b")
# Where a chart's template mounts something, up to the next item: YAML cannot read it with its braces.
_MOUNT_PATH = re.compile(rb"\bmountPath:[ \t]*(?P<target>[^\r\n#]+)(?P<rest>(?:\n(?![ \t]*-[ \t])[^\n]*){0,3})")
_ONLY_READ = re.compile(rb"^[ \t]*(?:-[ \t]+)?readOnly:[ \t]*[\"']?true", re.MULTILINE)
_FILLED_IN = re.compile(r"\{\{-?\s*(?:\$|tpl\s+)?\.Values\.(?P<keys>[\w.]+)[^}]*\}\}|\{\{[^}]*\}\}")
_OTHERWISE = re.compile(r"\bdefault\s+[\"']([^\"']+)[\"']")
_VALUES = re.compile(r"values([.-][\w.-]+)?\.ya?ml$")
_PAGES = re.compile(r"(?i)(?:^|/)(?!change|history|news|release)[\w.-]*\.(?:md|rst|adoc|org|txt)$|(?:^|/)readme$")
_FOLLOWING = re.compile(rb"\b(?:tail|less|cat|multitail|grep|more|vim?|nano)[ \t]")
_PATH_BEFORE = re.compile(rb"[\w.~${}/-]*$")
# Where people of a machine have their own; what builds an image makes no such folders, but by a definition.
_HOMES = re.compile(r"/(?:home|Users|data\d*|opt|srv|www|wwwlogs)/|[A-Za-z]:[\\/]|~")
# What is mounted into a container, by its name: where no image makes the folder, whoever starts it brings it.
_BROUGHT = re.compile(r"/(?:data\d*|mnt|media|volumes?|persist\w*|nfs|efs|shared?)(?=/)")
_ENGINE = re.compile(rb"^runtime:[ \t]*[\"']?(?:python|custom)", re.MULTILINE)
_ENGINES = ("app.yaml", "app.yml")


class _Mount(NamedTuple):
    """Where something from outside of a container lies in it, where it comes from (`""`: unknown), and who says so."""

    target: str
    source: str
    path: str
    line: int


def seen(file: SourceFile, path: str) -> str:
    """What a remedy adds where somebody finds a file today that the code, or the definition, in `file` writes; else ''.

    Its path is known as far as `model.strings` knows one, with a NUL character for each piece that is not.
    """
    if (mount := _keeping(file, path)) is not None:
        place = f"{mount.path}:{mount.line}" if mount.line else mount.path
        return f"; {place} keeps its folder outside of the container: whoever reads it there has to read stdout"
    for page, text in _pages(file.project).items():
        if line := _line_about(text, posixpath.normpath(path)):
            return f"; {page}:{line} tells people of the file: mend it too"
    if unit := _unit(file.project):
        return f"; {unit} runs it on a machine, where the file stays: the journal has the lines then"
    if (brought := _BROUGHT.match(path)) and not _is_made(file.project, brought[0]):
        return f"; no image makes {brought[0]}, it comes from outside: whoever reads the file there has to read stdout"
    if (_is_whole(file.project) or _HOMES.match(path)) and not _is_in_containers(file.project):
        return "; nothing here runs it in a container: whoever looks into the file has to look at stdout"
    return ""


def _keeping(file: SourceFile, path: str) -> _Mount | None:
    typed = (each for page, text in _pages(file.project).items() for each in _typed(page, text))
    mounts = itertools.chain.from_iterable(map(_mounts, file.project.files.values()))
    return next((each for each in itertools.chain(mounts, typed) if _lies_in(file, path, each)), None)


def _lies_in(file: SourceFile, path: str, mount: _Mount) -> bool:
    """Whether the file lies where something is mounted: all of its folders, or as many as are known, say so."""
    target = posixpath.normpath(mount.target)
    if path.startswith("/"):
        folder = posixpath.normpath(posixpath.dirname(path.partition("\0")[0]))
        if f"{folder.rstrip('/')}/".startswith(f"{target.rstrip('/')}/"):
            return True
        if "\0" not in path:
            return posixpath.normpath(path) == target
    folders = _last_folders(path)
    if any(target.endswith("/" + "/".join(folders[: size + 1])) for size in range(len(folders))):
        return True
    # The code itself is mounted, and the file lies beside it.
    return mount.source != "" and f"{file.path}/".startswith("" if mount.source == "." else f"{mount.source}/")


def _last_folders(path: str) -> list[str]:
    """The folders that are known to follow one another last: `["logs"]` of `logs/\0.log` and of `\0/logs/a.log`."""
    pieces = (posixpath.dirname(each).split("/") for each in reversed(path.split("\0")))
    known = ([each for each in piece if each not in ("", ".", "..")] for piece in pieces)
    return next(filter(None, known), [])


@once
def _mounts(file: SourceFile) -> tuple[_Mount, ...]:
    """What a file mounts into containers so that these can write it."""
    if file.kind == "compose":
        return tuple(_of_compose(file)) if use_of(file) is Use.PRODUCTION else ()
    if file.kind in ("yaml", "plain") and b"mountPath" in file.data and not file.project.is_test(file.path):
        return (*_of_pods(file), *_of_templates(file))
    if file.kind not in ("shell", "plain", "unit") or file.project.is_test(file.path):
        return ()
    return tuple(_typed(file.path, file.data))


def _typed(path: str, text: bytes) -> Iterator[_Mount]:
    """What commands in a script or on a page mount: `docker run -v`."""
    if _RUNNERS.search(text) is None:
        return
    for each in _RUN.finditer(text):
        target = (each["target"] or each["mounted"]).decode("utf-8", "replace")
        yield _Mount(target, "", path, text.count(b"\n", 0, each.start()) + 1)


def _of_compose(file: SourceFile) -> Iterator[_Mount]:
    for service in composed(file).values():
        volumes = service.get("volumes")
        for each in volumes if isinstance(volumes, list) else ():
            source, target = _ends(each)
            if target:
                line = next((n for n, said in enumerate(file.lines, 1) if target in said and source in said), 0)
                here = source if source.startswith(".") else ""
                folder = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), here)) if here else ""
                yield _Mount(target, "" if folder.startswith("..") else folder, file.path, line)


def _ends(volume: Any) -> tuple[str, str]:
    """The source and the target of a volume that may be written to, '' for none."""
    if isinstance(volume, dict):
        return ("", "") if volume.get("read_only") else (str(volume.get("source", "")), str(volume.get("target", "")))
    # A default has colons of its own: `${LOGS:-./logs}:/var/log/shop`.
    source, _, rest = re.sub(r"\$\{[^}]*\}", lambda each: each[0].replace(":", "\0"), str(volume)).partition(":")
    target, _, options = rest.partition(":")
    return ("", "") if "ro" in options.split(",") else (source.replace("\0", ":"), target)


def _of_pods(file: SourceFile) -> Iterator[_Mount]:
    for part in _parts(file):
        for each in part.scalars:
            # Also what a chart's values add to these: `extraVolumeMounts`.
            if each.path[-1:] == ("mountPath",) and any(str(key).endswith("olumeMounts") for key in each.path):
                only_read = part.values.get((*each.path[:-1], "readOnly"))
                if only_read is None or only_read.value != "true":
                    yield _Mount(each.value, "", file.path, each.span.line)


def _of_templates(file: SourceFile) -> Iterator[_Mount]:
    """What a chart's template mounts, with each file of the chart's values; an unknown piece is a NUL character."""
    if b"{{" not in file.data:
        return
    folder = posixpath.dirname(file.path)
    while folder and f"{folder}/Chart.yaml" not in file.project.files:
        folder = posixpath.dirname(folder)
    given = [
        each for path, each in file.project.files.items()
        if posixpath.dirname(path) == folder and _VALUES.match(posixpath.basename(path))
    ]  # fmt: skip
    for match in _MOUNT_PATH.finditer(file.data):
        target = match["target"].decode("utf-8", "replace").strip().strip("\"'")
        if "{{" not in target or _ONLY_READ.search(match["rest"]):
            continue
        line = file.data.count(b"\n", 0, match.start()) + 1
        for filled in dict.fromkeys(_filled_in(target, each) for each in given):
            if filled.startswith("/") and "\0" not in filled:
                yield _Mount(filled, "", file.path, line)


def _filled_in(template: str, values: SourceFile) -> str:
    return _FILLED_IN.sub(lambda match: _value(match, values), template)


def _value(match: re.Match[str], values: SourceFile) -> str:
    """What a chart's values put in the place of `{{ .Values.logs.path | default "/var/log/shop" }}`."""
    keys = tuple((match["keys"] or "").split("."))
    found = next((part.values[keys].value for part in _parts(values) if keys in part.values), "")
    otherwise = _OTHERWISE.search(match[0])
    return found or (otherwise[1] if otherwise else "\0")


def _parts(file: SourceFile) -> tuple[yaml.Part, ...]:
    try:
        document: yaml.Document | None = parse(file) if file.kind == "yaml" else None
    except Unreadable:
        return ()
    return document.parts if document is not None else ()


@once
def _pages(project: Project) -> dict[str, bytes]:
    """What people read of the project, by its path: no list of packages, and no history of it."""
    folders = ("", "doc", "docs", *(each for each in project.folders if each.count("/") < 2))
    guides = {path: text.encode(errors="surrogateescape") for path, text in guide_pages(project, folders)}
    named = {path: each.data for path, each in project.files.items() if each.kind == "" and _PAGES.search(path)}
    return {path: text for path, text in (guides | named).items() if not project.is_test(path)}


def _line_about(page: bytes, path: str) -> int:
    """The line of a page that names the file, or has people look into its folder; 0 for none."""
    folder, name = (each.encode() for each in posixpath.split(path.rpartition("\0")[2]))
    base = posixpath.basename(folder)
    named = re.compile(rb"(?<![\w-])%s(?![\w-]|\.\w)" % re.escape(name)) if b"." in name else None
    inside = re.compile(rb"(?<![\w-])%s/(?!\w)" % re.escape(base)) if base.strip(b".") else None
    if (named is None or named.search(page) is None) and (inside is None or inside.search(page) is None):
        return 0
    for number, line in enumerate(page.splitlines(), 1):
        found = named.search(line) if named is not None else None
        if found is not None and _is_same(line[: found.start()], folder):
            return number
        if inside is not None and inside.search(line) and _FOLLOWING.search(line):
            return number
    return 0


def _is_same(before: bytes, folder: bytes) -> bool:
    """Whether the folders that stand before a file's name can be those of the file, as far as both are said."""
    match = _PATH_BEFORE.search(before)
    said = [each for each in (match[0] if match else b"").split(b"/") if each not in (b"", b".")]
    own = [each for each in folder.split(b"/") if each not in (b"", b".")]
    return all(one == other for one, other in zip(reversed(said), reversed(own), strict=False))


def _is_made(project: Project, folder: str) -> bool:
    """Whether an image makes or brings a folder, or nothing here runs in a container that one could be mounted into."""
    made = re.compile(rb"(?<![\w.-])%s(?![\w-])" % re.escape(folder.encode()))
    images = [each for each in project.files.values() if each.kind == "dockerfile"]
    return not images or any(made.search(each.data) for each in images)


@once
def _unit(project: Project) -> str:
    """A unit of systemd that runs the service on a machine, '' without one."""
    for path, each in project.files.items():
        if each.kind == "unit" and not project.is_test(path):
            try:
                if runs_service(parse(each), each):
                    return path
            except Unreadable:
                continue
    return ""


@once
def _is_whole(project: Project) -> bool:
    """Whether the tree says how it is run, or what it is: a folder of code alone says nothing of where it runs."""
    return bool(_pages(project)) or any(each.kind in ("shell", "unit") for each in project.files.values())


@once
def _is_in_containers(project: Project) -> bool:
    """Whether a definition of the tree puts it into containers, or gives it to a platform that does."""
    return any(map(_makes_containers, project.files.values()))


@once
def _makes_containers(file: SourceFile) -> bool:
    name = posixpath.basename(file.path)
    defines = (
        file.kind == "procfile"
        or (file.kind == "dockerfile" and is_python_image(file))
        or name in (*DYNO, *PLATFORMS)
        or (name in _ENGINES and _ENGINE.search(file.data) is not None)
        or (file.kind == "yaml" and WORKLOAD.search(file.data) is not None)
        or (file.kind == "compose" and any(each.folder is not None or each.mounts for each in services_of(file)))
    )
    return defines and use_of(file) is Use.PRODUCTION
