"""How long Kubernetes and ECS wait for an image's process to stop, as all definitions of the tree that run it say."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from codemods.domains.commands.grace import granted
from codemods.domains.deployment.images import is_python_image, services_of
from codemods.domains.deployment.workloads import containers, image_name, is_others
from codemods.formats import parse, yaml
from codemods.formats.compose import Path, Scalar
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Site, Span
from codemods.vocabulary.unreadable import Unreadable

ROLE = "grace"
DEFAULT = 30.0
FARGATE_MOST = 120

_NEEDLES = (b"terminationGracePeriodSeconds", b"topTimeout", b"preStop")
# A template, a patch and a chart's values are no definition that can be read as one: the line is.
_LINE = re.compile(
    r"^[ \t]*(?:-[ \t]+)?[\"']?terminationGracePeriodSeconds[\"']?[ \t]*:[ \t]*(?P<value>\S.*?)[ \t]*(?:#.*)?\r?$",
    re.MULTILINE,
)
_NAMES = re.compile(r"^[ \t]*(?:-[ \t]+)?(?:name|image|app|repository)[ \t]*:[ \t]*(\S.*)$", re.MULTILINE)
_CHART_VALUE = re.compile(r"\{\{-?\s*\$?\.Values\.([\w.]+)\s*-?\}\}$")
_SLEEP = re.compile(r"\bsleep\s+(\d+)")


@dataclass(frozen=True, slots=True)
class Short:
    """A definition that has the process killed before its stop is over: where that is said, how long it waits.

    `need` is how long the stop takes with the preStop hook. `site`: the number to raise, None where there is none.
    """

    path: str
    line: int
    grace: str
    need: float
    site: Site | None

    def __str__(self) -> str:
        return f"{self.path}:{self.line} waits {self.grace} s"


def short(images: Iterable[SourceFile], need: float) -> list[Short]:
    """The definitions that run one of the images and do not wait for a stop that takes so long."""
    found: dict[tuple[str, int], Short] = {}
    for image in images:
        names = _names(image)
        for path, file in sorted(image.project.files.items()):
            if file.kind in ("yaml", "plain") and any(each in file.data for each in _NEEDLES):
                for each in _in_file(image, names, file, need):
                    found.setdefault((path, each.line), each)
    return list(found.values())


def raised(found: Iterable[Short]) -> tuple[tuple[Site, ...], dict[str, int]]:
    """The sites of a fix that waits long enough, and what its data hold: the new numbers, by the sites' keys."""
    numbers: dict[str, int] = {}
    sites = []
    for each in found:
        if each.site is not None:
            key = f"{each.path}:{each.site.span.line}"
            sites.append(replace(each.site, key=key))
            numbers[key] = granted(each.need)
    return tuple(sites), numbers


def left(found: Iterable[Short]) -> str:
    """What a person has to raise before a fix can be right, '' for nothing."""
    by_hand = [each for each in found if each.site is None]
    if not by_hand:
        return ""
    places = ", ".join(map(str, by_hand))
    return f"raise the grace period first: {places}, and the stop takes {max(each.need for each in by_hand):g}"


def said(found: Iterable[Short]) -> str:
    """What a fix raises, for the reader of its remedy, '' for nothing."""
    places = ", ".join(map(str, found))
    more = "what deploys the image from elsewhere has to wait longer too"
    return f"the grace period grows with it ({places}); {more}" if places else ""


def grace_of(part: yaml.Part, at: Path) -> Scalar | None:
    """The scalar that grants a container its time, None without one."""
    pod = at[-2] == "containers"
    name = (
        "terminationGracePeriodSeconds" if pod else "stopTimeout" if at[-2] == "containerDefinitions" else "StopTimeout"
    )
    given = part.values.get((*at[:-2], name) if pod else (*at, name))
    return None if given is None or given.value in ("", "null", "~") else given


def hook(part: yaml.Part, at: Path) -> float:
    """The seconds that a container's preStop hook sleeps; they count as part of the grace period."""
    under = (*at, "lifecycle", "preStop")
    held = [each for each in part.scalars if each.path[: len(under)] == under]
    slept = [each.value for each in held if each.path[len(under) :] == ("sleep", "seconds")]
    slept += _SLEEP.findall(" ".join(each.value for each in held))
    return float(slept[0]) if slept and slept[0].isdigit() else 0.0


def _in_file(image: SourceFile, names: frozenset[str], file: SourceFile, need: float) -> Iterator[Short]:
    document = parse(file)
    read: set[int] = set()
    for part in document.parts if isinstance(document, yaml.Document) else ():
        for at in containers(part):
            given = grace_of(part, at)
            if given is not None:
                read.add(given.span.line)
            if _runs(image, names, part, at):
                yield from _in_container(file, part, at, need + hook(part, at))
    for match in _LINE.finditer(file.text):
        line = file.text.count("\n", 0, match.start("value")) + 1
        if line not in read and _speaks_of(image, names, file):
            yield from _at_line(file, match, line, need)


def _in_container(file: SourceFile, part: yaml.Part, at: Path, need: float) -> Iterator[Short]:
    given = grace_of(part, at)
    if given is None:
        if need >= DEFAULT:
            first = next(each for each in part.scalars if each.path[: len(at)] == at)
            yield Short(file.path, first.span.line, f"{DEFAULT:g}", need, None)
        return
    pod = at[-2] == "containers"
    if not given.value.isdigit():
        if not _chart_grants(file.project, given.value, need):
            yield Short(file.path, given.span.line, given.value, need, None)
    elif float(given.value) <= need:
        fits = pod or granted(need) <= FARGATE_MOST
        site = Site(file.path, given.span, ROLE) if fits and given.written == given.value else None
        yield Short(file.path, given.span.line, given.value, need, site)


def _at_line(file: SourceFile, match: re.Match[str], line: int, need: float) -> Iterator[Short]:
    value = match["value"].strip("\"'")
    if value.isdigit():
        if float(value) <= need:
            column = match.start("value") - file.text.rfind("\n", 0, match.start("value"))
            span = Span(line, column, line, column + len(value))
            raisable = file.kind == "yaml" and match["value"] == value
            yield Short(file.path, line, value, need, Site(file.path, span, ROLE) if raisable else None)
    elif not _chart_grants(file.project, value, need):
        yield Short(file.path, line, value, need, None)


def _chart_grants(project: Project, value: str, need: float) -> bool:
    """Whether it is a chart's value that every file of values in the tree makes long enough."""
    match = _CHART_VALUE.match(value)
    if match is None:
        return False
    way, found = tuple(match[1].split(".")), []
    for path, file in project.files.items():
        if file.kind == "yaml" and posixpath.basename(path).startswith("values"):
            document: yaml.Document = parse(file)
            found += [part.values[way].value for part in document.parts if way in part.values]
    return bool(found) and all(each.isdigit() and float(each) > need for each in found)


def _runs(image: SourceFile, names: frozenset[str], part: yaml.Part, at: Path) -> bool:
    """Whether a container runs the image, with its command or with another one that starts gunicorn."""
    words = [word for name in ("command", "Command", "args") for word in part.words((*at, name))]
    if words and not any("gunicorn" in each for each in words):
        return False
    own = {image_name(_value(part, at, "image", "Image")), _value(part, at, "name", "Name")}
    if own & names:
        return True
    return _only(image) and not is_others(part, at)


def _speaks_of(image: SourceFile, names: frozenset[str], file: SourceFile) -> bool:
    """Whether a template or a patch names the image, or there is no other that it could be for."""
    said = " ".join(_NAMES.findall(file.text))
    return _only(image) or any(re.search(rf"(?<![\w-]){re.escape(each)}(?![\w-])", said) for each in names)


def _only(image: SourceFile) -> bool:
    """Whether no other Dockerfile of the tree builds an image for Python."""
    others = (each for each in image.project.files.values() if each.kind == "dockerfile" and each is not image)
    return not any(map(_is_python, others))


def _is_python(file: SourceFile) -> bool:
    try:
        return is_python_image(file)
    except Unreadable:
        return True


def _names(image: SourceFile) -> frozenset[str]:
    """What the tree calls the image: its folder, what Compose and skaffold build from it."""
    folder = posixpath.dirname(image.path)
    found = {posixpath.basename(folder)}
    for file in image.project.files.values():
        try:
            if file.kind == "compose":
                document = parse(file)
                for service in services_of(file, document, image):
                    given = {each.path: each.value for each in document.scalars}
                    found |= {service, image_name(given.get(("services", service, "image"), ""))}
            elif file.kind == "yaml" and b"artifacts:" in file.data:
                found |= {name for name, context in _artifacts(file) if context == folder}
        except Unreadable:
            continue
    return frozenset(found - {""})


def _artifacts(file: SourceFile) -> Iterator[tuple[str, str]]:
    """The images that skaffold builds, each with its context."""
    document: yaml.Document = parse(file)
    for part in document.parts:
        for each in part.scalars:
            if each.path[:2] == ("build", "artifacts") and each.path[3:] == ("image",):
                context = part.values.get((*each.path[:3], "context"))
                own = posixpath.dirname(file.path)
                folder = posixpath.normpath(posixpath.join(own, context.value if context is not None else "."))
                yield image_name(each.value), "" if folder == "." else folder


def _value(part: yaml.Part, at: Path, *names: str) -> str:
    return next((part.values[(*at, each)].value for each in names if (*at, each) in part.values), "")
