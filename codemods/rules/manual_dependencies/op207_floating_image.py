"""OP207: an image that is built on whatever is latest: no tag, or `latest`.

A new version of Python arrives by itself, on the day of somebody's deploy, and the rollback builds something else than
what ran before.

Before::

    FROM python

After::

    ARG BASE=python:3.13-slim
    FROM ${BASE}

By hand: give the base image a tag that says its version, better a digest. An `ARG` before the first FROM lets a build
put another one in its place: `--build-arg BASE=python:3.13-slim@sha256:…`.

The fix takes the version that `.python-version` or `runtime.txt` says; without one it has to be tested, and where
requirements are pinned there is no fix: they may be older than the wheels for a new Python. The slim
variant has no compiler: it is chosen where nothing but pip runs, and nothing that it installs may have to be compiled.
A service's image in a Compose file (`image: mongo`) is reported.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.dependencies import manifests
from codemods.domains.dependencies.pip_commands import Install, install
from codemods.domains.deployment.compose_services import runs_python
from codemods.domains.deployment.images import is_built_here, is_not_deployed, is_python_image
from codemods.formats import compose, dockerfile, requirements
from codemods.libraries.distributions import COMPILED
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_service
from codemods.vocabulary.finding import Finding, Safety, Site, Span
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Image:
    """The image with its version, and whether a build may replace it by an argument."""

    new: str = ""
    argument: bool = False


rule = Rule[_Image]("OP207", "floating-image", needles=("FROM", "from", "From", "image:"), safety=Safety.UNSAFE)

_IMAGE = re.compile(r"(?:[\w.-]+(?::\d+)?/)*[\w.-]+(?::latest)?$")
_LIBRARY = re.compile(
    r"(?:docker\.io/)?(?:library/)?(?:mongo|postgres|mysql|mariadb|redis|rabbitmq|memcached|nginx|elasticsearch|python|traefik"
    r"|haproxy|caddy|httpd|valkey|kibana|logstash|influxdb|cassandra|neo4j|couchdb|consul|vault|nats|solr|zookeeper"
    r"|eclipse-mosquitto|percona|couchbase|arangodb|clickhouse|rethinkdb"
    r"|(?:bitnami|apache|confluentinc|wurstmeister|redis|minio|postgis|timescale|clickhouse|rabbitmq|opensearchproject"
    r"|milvusdb|qdrant|apachepulsar|emqx)/[\w.-]+)(?::latest)?$"
)
_PYTHON = re.compile(r"(?:docker\.io/)?(?:library/)?python(?::latest)?$")
_OF_PINS = "; the versions that requirements pin tell which Python: newer ones may have no wheels for it"
_REMEDY = "name a tag that says the version, such as python:3.13-slim, or a digest"


@rule.find(compose.Document)
def services(document: compose.Document, file: SourceFile) -> Iterator[Finding[_Image]]:
    """The images of Docker's own library, and of known vendors, that a Compose file takes without a version."""
    if not runs_python(file.project, file.path):
        return
    # The first version of Compose has its services at the top.
    nested = any(each.path[:1] == ("services",) for each in document.scalars)
    inner = [(each, each.path[1:] if nested else each.path) for each in document.scalars]
    built = {path[0] for _, path in inner if path[1:2] == ("build",)}
    for each, path in inner:
        match path:
            case (str(name), "image") if (
                name not in built and _LIBRARY.match(each.value) and use_of_service(name) is not Use.TEST
            ):
                yield file.finding(
                    rule, each.span, f"the service {name} runs whatever {each.value} is today",
                    "name a tag that says the version", safety=Safety.NONE,
                )  # fmt: skip


@rule.find(dockerfile.Document)
def floating(document: dockerfile.Document, file: SourceFile) -> Iterator[Finding[_Image]]:
    """The FROM instructions of real images without a version."""
    if not is_python_image(file) or is_not_deployed(file):
        return
    for stage in document.stages:
        image = stage.image
        if stage.parent is not None or not _IMAGE.match(image) or image == "scratch" or "$" in image:
            continue
        if is_built_here(file.project, image):
            continue
        sites, data = _plan(document, file, stage)
        unknown = not sites and bool(_PYTHON.match(image)) and _has_pins(document, file)
        yield file.finding(
            rule, stage.instruction.span, f"the image is built on whatever {image} is today",
            _REMEDY + _OF_PINS if unknown else _REMEDY,
            safety=Safety.UNSAFE if sites else Safety.NONE, sites=sites, data=data,
        )  # fmt: skip


def _plan(document: dockerfile.Document, file: SourceFile, stage: dockerfile.Stage) -> tuple[tuple[Site, ...], _Image]:
    written = stage.instruction.text.split()[0]
    if not _PYTHON.match(written) or "BASE" in file.text:
        return (), _Image()
    folder = posixpath.dirname(file.path)
    stated = manifests.stated_version(file.project, folder)
    if not stated and _has_pins(document, file):
        return (), _Image()
    version = stated or manifests.PYTHON
    own = [each for each in document.instructions if each.keyword == "RUN"]
    plain = all(each.words is None and each.commands and all(map(install, each.commands)) for each in own)
    slim = plain and not any(_needs_tools(file, found) for _, found in manifests.image_installs(document))
    # With several stages a name before all of them would be read far from where it is used.
    argument = len(document.stages) == 1 and document.instructions[0].keyword == "FROM"
    new = f"{written.removesuffix(':latest')}:{version}" + ("-slim" if slim else "")
    at = stage.instruction.value
    word = Span(at.line, at.column, at.line, at.column + len(written))
    return (Site(file.path, word),), _Image(new, argument)


def _has_pins(document: dockerfile.Document, file: SourceFile) -> bool:
    """Whether a version is installed that somebody pinned: it may be older than the wheels for a new Python."""
    return any(each.pinned for _, found in manifests.image_installs(document) for each in _installed(file, found))


def _installed(file: SourceFile, found: Install) -> Iterator[requirements.Line]:
    yield from (line for line, _ in found.named)
    for name in found.files:
        manifest = manifests.in_image(file, name)
        held = manifests.document(manifest) if manifest is not None else None
        yield from held.requirements if held is not None else ()


def _needs_tools(file: SourceFile, found: Install) -> bool:
    """Whether what is installed may have to be compiled: the slim image has no compiler.

    A version that somebody pinned may be older than the wheels for this Python.
    """
    named = [line for line, _ in found.named]
    for name in found.files:
        manifest = manifests.in_image(file, name)
        held = manifests.document(manifest) if manifest is not None else None
        if held is None or any(each.kind not in ("name", "option") for each in held.lines):
            return True
        named += held.requirements
    return any(each.pinned or each.name in COMPILED for each in named)


@rule.rewrite("dockerfile")
def to_version(document: dockerfile.Document, finding: Finding[_Image], edit: Edit) -> None:
    """A tag, in an argument that a build can replace."""
    span, data = edit.site.span, finding.data
    edit.replace(span, "${BASE}" if data.argument else data.new)
    if data.argument:
        start = finding.span
        edit.replace(Span(start.line, start.column, start.line, start.column), f"ARG BASE={data.new}\n")
