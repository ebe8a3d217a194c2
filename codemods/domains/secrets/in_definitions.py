"""Secrets in the definitions that start services, other than Compose's: systemd, supervisor, uWSGI, Kubernetes, ECS."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.secrets.deployed import given_from_secret
from codemods.domains.secrets.in_files import Credential, credentials, is_of_tests
from codemods.domains.secrets.names_and_values import is_literal_secret, is_random, is_signing_name
from codemods.domains.secrets.placeholders import is_stock_of_machine, keeps_place, stands_for_host_too
from codemods.formats import ini, unit, yaml
from codemods.formats.compose import Scalar
from codemods.model.targets import words
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_service
from codemods.vocabulary.finding import Span

_SUPERVISED = re.compile(r"(?:supervisord$|(?:program|fcgi-program|eventlistener):)")
_PAIR = re.compile(r"(?P<name>[A-Za-z_]\w*)=(?P<value>\"[^\"]*\"|'[^']*'|[^,\s]*)")
_CONTAINERS = frozenset(("containers", "initContainers", "containerDefinitions", "ContainerDefinitions"))
_LISTS = {("env", "value"): "name", ("environment", "value"): "name", ("Environment", "Value"): "Name"}
# Where Elastic Beanstalk's options are variables; it is meant where none is named.
_OF_BEANSTALK = "aws:elasticbeanstalk:application:environment"
_DATA = {"ConfigMap": ("data",), "Secret": ("stringData",)}
_VALUES = re.compile(r"values([-_.][\w.-]+)?\.ya?ml$")
# CloudFormation's `!Ref`, a vault's `!vault`: the text is no value.
_TAGGED = re.compile(r"(?:^|[\s:\[,{-])![^\s!]*\s*$")
# Keys of charts that say where a secret lies: `existingSecret`, `secretKeyRef`.
_POINTING = frozenset(("existing", "ref", "name", "external", "secrets", "from", "tls"))


@dataclass(frozen=True, slots=True)
class Given:
    """A variable that a definition gives a literal with a secret: where it stands, as it is written there."""

    name: str
    span: Span
    secrets: tuple[str, ...]


def in_unit(document: unit.Document, file: SourceFile) -> Iterator[Given]:
    """What `Environment=` gives that is a secret."""
    for entry in document.all("Environment"):
        for word in unit.words(entry.value):
            name, equals, value = word.partition("=")
            if equals:
                yield from _given(file, name, value, entry.span, () if word in entry.value else (entry.value,))


def in_ini(document: ini.Document, file: SourceFile) -> Iterator[Given]:
    """What supervisor's `environment` and uWSGI's `env` give that is a secret."""
    for entry in document.entries:
        if not (_SUPERVISED.match(entry.section) and entry.name == "environment") and not (
            entry.section == "uwsgi" and entry.name == "env"
        ):
            continue
        for match in _PAIR.finditer(entry.value):
            value = match["value"].strip("'\"")
            # `%(ENV_DB_PASSWORD)s`, `$(DB_PASSWORD)`: passed on.
            if not value.startswith(("%(", "$(")):
                yield from _given(file, match["name"], value, entry.span)


def in_yaml(document: yaml.Document, file: SourceFile) -> Iterator[Given]:
    """What containers, functions, ConfigMaps and the values of charts are given that is a secret."""
    chart = _VALUES.match(posixpath.basename(file.path)) is not None and _has_chart(file)
    for part in document.parts:
        for scalar in part.scalars:
            name = _variable(part, scalar, chart) or (_value_of_chart(scalar) if chart else "")
            if name and not _TAGGED.search(file.lines[scalar.span.line - 1][: scalar.span.column - 1]):
                yield from _given(file, name, scalar.value, scalar.span, _texts(scalar))


def _given(file: SourceFile, name: str, value: str, span: Span, written: tuple[str, ...] = ()) -> Iterator[Given]:
    """The variable, if its value is a secret that opens something: the same for every kind of definition."""
    found = [
        each for each in credentials(name, value)
        if not keeps_place(name, each.secret) and not opens_nothing(each)
        and not stands_for_host_too(file, each.secret)
    ]  # fmt: skip
    if not found or "demo" in words(name) or is_of_tests(name, value):
        return
    # What a deployment gives from a secret of its own is here for developers alone.
    if not any(is_random(each.secret) for each in found) and given_from_secret(file.project, name):
        return
    yield Given(name, span, (*(each.secret for each in found), *written))


def opens_nothing(found: Credential) -> bool:
    """Whether it is the account that everybody makes on a database of their own machine, how a URL is written
    (`user:password@host`), or a word where only a key would do: `API_KEY: optional`.
    """
    if is_stock_of_machine(found.user, found.secret, found.host):
        return True
    if found.user in ("user", "username") and found.secret in ("password", "pass", "passwd"):
        return True
    return words(found.name)[-1:] in (["key"], ["token"]) and found.secret.isalpha() and not is_signing_name(found.name)


def _texts(scalar: Scalar) -> tuple[str, ...]:
    """The lines of a value as the file spells them, for a report to conceal."""
    if scalar.value in scalar.written:
        return ()
    lines = [each.strip().strip("'\"") for each in scalar.written.splitlines()]
    return tuple(each for each in lines if len(each) > 3)


def _variable(part: yaml.Part, scalar: Scalar, chart: bool) -> str:
    """The name of the variable whose value this is, '' for any other value."""
    path = scalar.path
    key = _LISTS.get((str(path[-3]), str(path[-1]))) if len(path) >= 3 and isinstance(path[-2], int) else None
    if key is not None:
        container = path[:-3]
        named = part.values.get((*path[:-1], key))
        listed = bool(container) and isinstance(container[-1], int)
        held = chart or (listed and (len(container) == 1 or container[-2] in _CONTAINERS))
        return named.value if named is not None and held and _is_for_all(part, container) else ""
    if path[-3:-1] == ("Environment", "Variables") or path[:-1] == ("option_settings", _OF_BEANSTALK):
        return str(path[-1])
    if len(path) == 3 and (path[0], path[2]) == ("option_settings", "value"):
        space, named = (part.values.get((*path[:-1], each)) for each in ("namespace", "option_name"))
        return named.value if named is not None and (space is None or space.value == _OF_BEANSTALK) else ""
    kind = part.values.get((*path[:-2], "kind"))
    if kind is not None and path[-2:-1] == _DATA.get(kind.value):
        # A whole file stands in several lines.
        return str(path[-1]) if "\n" not in scalar.value.strip() else ""
    return ""


def _is_for_all(part: yaml.Part, container: tuple[str | int, ...]) -> bool:
    """Whether a container is for production, by its name."""
    name = part.values.get((*container, "name")) or part.values.get((*container, "Name"))
    return name is None or use_of_service(name.value) is Use.PRODUCTION


def _has_chart(file: SourceFile) -> bool:
    folder = posixpath.dirname(file.path)
    while posixpath.join(folder, "Chart.yaml") not in file.project.files:
        if not folder:
            return False
        folder = posixpath.dirname(folder)
    return True


def _value_of_chart(scalar: Scalar) -> str:
    """The key of a chart's value that is a secret beyond doubt: everybody overrides a word."""
    name = next((each for each in reversed(scalar.path) if isinstance(each, str)), "")
    if name != scalar.path[-1] or not _POINTING.isdisjoint(words(name)):
        return ""
    return name if is_literal_secret(name, scalar.value, name.isupper()) else ""
