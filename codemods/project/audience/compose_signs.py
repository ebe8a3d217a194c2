"""What shows that a service of a Compose file is started for developers, and what says so in so many words."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator

from codemods.project.guides import guides
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_service
from codemods.vocabulary.kept import once

RELOADS = re.compile(
    r"(?<!\S)--(?:auto)?reload\b|(?<!\S)--(?:use-)?debugg?e?r?\b|\brunserver(?:_plus)?\b|\b(?:flask|quart)[\w-]*\s(?:.*\s)?run\b"
    r"|\bfastapi\s+dev\b|\b(?:watchmedo|watchfiles|nodemon|hupper|debugpy|jurigged)\b|\bdev[_-]?server\b"
)
_FOR_DEVELOPERS = re.compile(r"^(?:\w+_)?(?:DEV|DEVEL|DEVELOPMENT)(?:_MODE|_ENV)?$")
_DEBUGS = re.compile(r"^(?:\w+_)?DEBUG$")
_ENVIRONMENT = re.compile(r"^(?:\w+_)?ENV(?:IRONMENT)?$")
_TRUE = frozenset(("1", "true", "yes", "on"))
# A development server of pages, or what it is told where a volume tells of no changes.
_SERVES_PAGES = re.compile(
    r"\b(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?(?:dev|start:dev|watch)\b|\b(?:next|nuxt|vite)\s+dev\b"
)
_POLLS = frozenset(("CHOKIDAR_USEPOLLING", "WATCHPACK_POLLING"))
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n[ \t]*\n")
_DEVELOPMENT = re.compile(
    r"(?i)\blocal development\b|\bdevelopment (?:environment|setup|stack|purposes)\b|\bfor development\b"
)
# A chapter on a deployment by Compose: `## Remote: a VM, with Docker Compose`.
_DEPLOYS = re.compile(
    r"(?im)^(?:#+|=+)(?=[^\n]*\bcompose\b)(?![^\n]*\b(?:locally|development)\b)"
    r"[^\n]*\b(?:production|deploy\w*|remote|vps|vm|ec2|droplet)\b"
)
_TAKEN = frozenset(("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"))
# The heads of chapters, and those of what is done on a machine of one's own: `## Running locally`, `Run tests`.
_HEAD = re.compile(
    r"(?m)^(?:(#{1,6})[ \t]+(?P<hashed>[^\n]+)|(?P<lined>\w[^\n]*)\n(?:={3,}|-{3,}|~{3,}|\*{3,})[ \t]*)$"
)
_LOCAL = re.compile(r"(?i)\b(?:local(?:ly)?|tests?|testing|develop(?:ing|ment|ers?)|contribut(?:ing|ors?))\b")
_ELSEWHERE = re.compile(r"(?i)\b(?:deploy\w*|production|staging|servers?|host(?:ed|ing))\b")
_STARTS = re.compile(r"\bdocker[ -]compose\s+(?:(?:-f|--file)[ =]?(\S+)\s+)*(?:--?[\w-]+\s+)*(?:up|start|run|build)\b")
_BY_COMPOSE = re.compile(r"(?i)\bdocker[ -]compose\b|\bcontainers?\b")


def named_signs(
    called: str, command: str, variables: Iterable[tuple[str, str]], image: SourceFile | None
) -> tuple[bool, ...]:
    """The signs of one service that say for whom it is."""
    words = [posixpath.basename(each) for each in command.split()[:2]]
    return (
        any(_FOR_DEVELOPERS.match(name) and value.lower() in _TRUE for name, value in variables),
        any(use_of_service(each) is Use.DEVELOPMENT for each in words),
        use_of_service(called) is Use.DEVELOPMENT,
        image is not None and use_of_service(posixpath.basename(image.path)) is Use.DEVELOPMENT,
    )


def other_signs(command: str, variables: Collection[tuple[str, str]], files: Iterable[str]) -> tuple[bool, ...]:
    """The signs of one service that a beginner's only deployment may have as well. `files`: of its variables."""
    lowered = [(name, value.lower()) for name, value in variables]
    return (
        RELOADS.search(command) is not None,
        any(_ENVIRONMENT.match(name) and use_of_service(value) is Use.DEVELOPMENT for name, value in lowered),
        any(_DEBUGS.match(name) and value in _TRUE for name, value in lowered),
        any(use_of_service(posixpath.basename(each)) is Use.DEVELOPMENT for each in files),
    )


def develops_pages(command: str, variables: Iterable[tuple[str, str]]) -> bool:
    """Whether a service serves pages for those who write them."""
    return _SERVES_PAGES.search(command) is not None or any(
        name in _POLLS and value.lower() in _TRUE for name, value in variables
    )


@once
def is_told_to_be_deployed(file: SourceFile) -> bool:
    """Whether a guide has a chapter on deploying with Compose, of the file that Compose takes by itself."""
    return posixpath.basename(file.path) in _TAKEN and any(
        map(_DEPLOYS.search, guides(file.project, ("", posixpath.dirname(file.path))))
    )


@once
def is_told_to_be_for_development(file: SourceFile) -> bool:
    """Whether a guide for people speaks of a Compose file as the one for development."""
    name = posixpath.basename(file.path)
    told = guides(file.project, ("", posixpath.dirname(file.path)))
    return any(
        _DEVELOPMENT.search(each) and _names(" ".join(each.split()), name)
        for guide in told for each in _SENTENCE.split(guide)
    )  # fmt: skip


@once
def is_told_to_be_local(file: SourceFile) -> bool:
    """Whether a guide has a Compose file started in chapters on a machine of one's own or on tests, and in no other."""
    name = posixpath.basename(file.path)
    texts = guides(file.project, ("", posixpath.dirname(file.path)))
    told = [heads for text in texts for heads, body in _chapters(text) if _has_started(body, name)]
    return bool(told) and all(
        any(map(_LOCAL.search, heads)) and not any(map(_ELSEWHERE.search, heads)) for heads in told
    )


def _chapters(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """What stands under each head of a guide, up to the next one, with the heads that it stands under."""
    above: list[tuple[int, str]] = []
    heads = list(_HEAD.finditer(text))
    ends = [*(each.start() for each in heads), len(text)][1:]
    for head, end in zip(heads, ends, strict=True):
        level = len(head[1] or "#")
        above = [*(each for each in above if each[0] < level), (level, head["hashed"] or head["lined"])]
        yield tuple(title for _, title in above), text[head.end() : end]


def _has_started(text: str, name: str) -> bool:
    """Whether a text has somebody start a Compose file of a name."""
    given = (posixpath.basename(each[1] or "") for each in _STARTS.finditer(text))
    return any(each == name or (not each and name in _TAKEN) for each in given)


def _names(sentence: str, name: str) -> bool:
    return name in sentence or (name in _TAKEN and _BY_COMPOSE.search(sentence) is not None)
