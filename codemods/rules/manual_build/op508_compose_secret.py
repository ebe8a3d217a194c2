"""OP508: a secret written in a Compose file or another definition that starts services.

Whoever reads the repository reads the password, it stays in the history after it was changed, and every environment
that wants another one edits the file.

Before::

    environment:
      POSTGRES_PASSWORD: example

After::

    environment:
      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}

By hand: keep the value in `.env` beside the Compose file, out of git; Compose reads it by itself, so `docker compose
up` works as before where that file lies. A value that was ever committed is known: change it. A password that also
stands in a command, a URI or the code is moved there too, or not at all. In a unit of systemd, supervisor's or uWSGI's
settings, a manifest of Kubernetes, an ECS task definition, a CloudFormation template or a chart's values, refer to the
platform's secret store; `EnvironmentFile=` names a file that git does not hold.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.deployment.compose_services import (
    emulates_a_cloud,
    has_old_compose,
    is_added_to_another,
    is_stack,
    is_taken_up_elsewhere,
    runs_python,
    starts_consoles_alone,
    starts_servers_alone,
)
from codemods.domains.deployment.open_servers import account_beside, goes_to_open, is_open
from codemods.domains.deployment.unread import is_read_by_nobody
from codemods.domains.secrets.in_definitions import Given, in_ini, in_unit, in_yaml
from codemods.domains.secrets.in_files import Credential, credentials, is_of_tests, variable_name
from codemods.domains.secrets.in_texts.in_guides import is_told
from codemods.domains.secrets.names_and_values import is_account_name, is_hard_to_guess, is_secret_name, is_signing_name
from codemods.domains.secrets.placeholders import is_placeholder, is_stock_of_machine, keeps_place, stands_for_host_too
from codemods.formats import compose, ini, kind_of, unit, yaml
from codemods.model.targets import words
from codemods.project.purpose import is_to_be_copied
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_service
from codemods.rewriting.text.settings import held
from codemods.vocabulary.finding import Finding, Safety, Setting, Site, Span
from codemods.vocabulary.rule import Rule, Skip

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Secrets:
    """Where the secrets begin and end in the value, in the order of their settings, and whether each Compose that reads
    the file can refuse an empty one.
    """

    places: tuple[tuple[int, int], ...]
    may_refuse: bool


# Compose's and ECS's, units' and functions', manifests', the values' of charts.
_NEEDLES = (
    "environment", "args", "Environment", "ontainers", "ontainerDefinitions", "ConfigMap", "stringData", "assword",
    "ecret", "oken", "PASSWORD", "SECRET", "TOKEN", "_KEY", "env =", "env=",
)  # fmt: skip
rule = Rule[_Secrets]("OP508", "compose-secret", needles=_NEEDLES, safety=Safety.UNSAFE)

_ELSEWHERE = "write ${{{}}}, and let what starts the services give the value; then change the secret: it was published"
_REMEDY = "move the value to .env, which git ignores, and write ${{{}}}; then change the secret: it was published"
_REFER = "refer to the platform's secret store, or to a file that git does not hold; change it: it was published"
# In a file for all services these do not say whose they are; an image's own variable is called as it is.
_SAYS_TOO_LITTLE = frozenset(("ROOT_PASSWORD", "LICENSE_KEY", "PASSWORD", "SECRET", "TOKEN"))
# Accounts by which a service or a tool lets people in.
_ITS_OWN = frozenset(("admin", "superuser", "superadmin", "default"))
# 0777 and 1.10 are numbers to YAML, and Compose passes on what YAML made of them.
_REFORMATTED = re.compile(r"0\w+|[-+].*|\d+[._eE:]\S*$")


@rule.find(compose.Document)
def secrets(document: compose.Document, file: SourceFile) -> Iterator[Finding[_Secrets]]:
    """Environment variables and build arguments with a secret in their value."""
    if not runs_python(file.project, file.path) or starts_consoles_alone(file):
        return
    copied = functools.cache(lambda: is_to_be_copied(file.project, file.path))
    present = held(file.project, posixpath.dirname(file.path), ".env")
    for variable in document.variables:
        found = [
            each
            for each in credentials(variable.name, variable.value)
            if not _is_asked_for(each, variable)
            and not is_account_name(each.name, [one.name for one in document.variables])
            and not stands_for_host_too(file, each.secret)
            and not _opens_nothing(each, variable, file)
            and not (_is_stock(each, variable, document) and starts_servers_alone(file))
            and not (_keeps_place(each, variable) and copied())
            and (is_hard_to_guess(each.secret) or not emulates_a_cloud(file))
            and not _is_told(each, variable, file)
        ]
        if not found or use_of_service(variable.service) is not Use.PRODUCTION:
            continue
        if is_of_tests(variable.name, variable.value) or is_read_by_nobody(file, variable.service, variable.name):
            continue
        settings = tuple(_setting(each, variable, document, file, present) for each in found)
        numeric = not variable.scalar.style and _REFORMATTED.match(variable.value) and len(found) == 1
        # What reads such a file under a name of its own knows nothing of `.env`.
        elsewhere = is_added_to_another(file) or is_taken_up_elsewhere(file) or is_stack(file)
        usual = kind_of(file.path) == "compose" and not elsewhere
        whole = all(each.certain for each in found)
        fixable = usual and whole and variable.scalar.style not in ("|", ">") and not numeric
        yield file.finding(
            rule, _shown(file, variable.span),
            f"{variable.name} of the service {variable.service} has a secret written in the Compose file",
            (_REMEDY if usual else _ELSEWHERE).format(settings[0].name),
            safety=rule.safety if fixable else Safety.NONE, sites=(Site(file.path, variable.span),) if fixable else (),
            data=_Secrets(tuple((each.start, each.end) for each in found), not has_old_compose(file.project)),
            settings=settings if fixable else (),
            conceal=(*(each.secret for each in found), *_written(variable)),
        )  # fmt: skip


@rule.find(unit.Document)
def in_units(document: unit.Document, file: SourceFile) -> Iterator[Finding[_Secrets]]:
    """What a unit of systemd gives its service."""
    yield from _reported(in_unit(document, file), file)


@rule.find(ini.Document)
def in_supervisors(document: ini.Document, file: SourceFile) -> Iterator[Finding[_Secrets]]:
    """What supervisor and uWSGI give their programs."""
    yield from _reported(in_ini(document, file), file)


@rule.find(yaml.Document)
def in_manifests(document: yaml.Document, file: SourceFile) -> Iterator[Finding[_Secrets]]:
    """What Kubernetes, ECS, CloudFormation and the values of a chart give containers and functions."""
    yield from _reported(in_yaml(document, file), file)


def _reported(found: Iterator[Given], file: SourceFile) -> Iterator[Finding[_Secrets]]:
    if not runs_python(file.project, file.path):
        return
    for each in found:
        if not is_to_be_copied(file.project, file.path):
            yield file.finding(
                rule, _shown(file, each.span), f"{each.name} has a secret written in a definition that git holds",
                _REFER, safety=Safety.NONE, conceal=each.secrets,
            )  # fmt: skip


@rule.rewrite("compose")
def to_reference(document: compose.Document, finding: Finding[_Secrets], edit: Edit) -> None:
    """`${NAME}` in the secret's place; `${NAME:?}`, which stops Compose without a value, for what signs."""
    variable = next(each for each in document.variables if each.span == edit.site.span)
    value = variable.value
    for (start, end), setting in reversed(list(zip(finding.data.places, finding.settings, strict=True))):
        # A database refuses an empty password; an empty key signs.
        needed = ":?" if is_signing_name(setting.name) and finding.data.may_refuse else ""
        value = f"{value[:start]}${{{setting.name}{needed}}}{value[end:]}"
    try:
        edit.replace(*compose.replacement(variable, value))
    except ValueError as error:
        raise Skip(str(error)) from None


def _opens_nothing(found: Credential, variable: compose.Variable, file: SourceFile) -> bool:
    """Whether it is the password of a server that asks nobody for one."""
    if found.host:
        return is_open(file, found.host)
    return is_open(file, variable.service) or goes_to_open(file, variable.service, variable.name)


def _is_stock(found: Credential, variable: compose.Variable, document: compose.Document) -> bool:
    """Whether it is the account that everybody makes on a server of their own machine."""
    users = (each.value for each in document.variables if each.service == variable.service and "USER" in each.name)
    return any(is_stock_of_machine(user, found.secret, "localhost") for user in (found.user, *users))


def _is_told(found: Credential, variable: compose.Variable, file: SourceFile) -> bool:
    """Whether it is the password of a server, which a guide shows to everybody who starts one for himself."""
    if is_signing_name(variable.name) or not _ITS_OWN.isdisjoint(words(variable.name)):
        return False
    return is_told(file.project, posixpath.dirname(file.path), found.user, found.secret)


def _keeps_place(found: Credential, variable: compose.Variable) -> bool:
    """Whether the value is none: each copy of an example gets one of its own."""
    return any(keeps_place(name, found.secret) for name in (found.name, variable.name))


def _is_asked_for(found: Credential, variable: compose.Variable) -> bool:
    """Whether the environment is asked for it, and the default opens nothing: `${MAPS_API_KEY:-CHANGE_ME}`. A key that
    signs signs with any word.
    """
    asks = f"${{{found.name}" in variable.value
    return asks and is_placeholder(found.secret) and not (is_signing_name(found.name) or is_signing_name(variable.name))


def _written(variable: compose.Variable) -> list[str]:
    """The lines of a value whose text in the file is not the value itself, for a report to conceal."""
    lines = [] if variable.verbatim else variable.scalar.written.strip("'\"").splitlines()
    return [line.strip() for line in lines if line.strip() not in ("", "|", ">", "|-", ">-", "|+", ">+")]


def _setting(
    found: Credential,
    variable: compose.Variable,
    document: compose.Document,
    file: SourceFile,
    present: dict[str, str],
) -> Setting:
    """The setting for a secret: of a default, the name that the file reads already; of a URL's password, the name of
    the variable that gives the same one to the server that the URL names.
    """
    value = found.secret.replace("$$", "$")
    if f"${{{found.name}" in variable.value:
        # What .env says of it wins today, and goes on to win.
        return Setting(found.name, value=present.get(found.name, value), secret=True)
    whose = f"{variable_name(variable.service)}_{found.name}"
    named = _server_name(found, variable, document) or found.name
    # What the code asks for itself it finds in the same file.
    if named in _SAYS_TOO_LITTLE and not any(file.project.words.holding(named.encode(), whole=True)):
        return Setting(whose, value=value, secret=True)
    others = () if named == found.name else (found.name,)
    return Setting(named, value=value, secret=True, others=(*others, whose))


def _server_name(found: Credential, variable: compose.Variable, document: compose.Document) -> str:
    """The variable of the Compose service at a URL's host, or at the host that is given beside a password, that holds
    the password; '' for none.
    """
    host, user = found.host, found.user
    if not host:
        host, user = account_beside(document.variables, variable.service, variable.name)
    if not host:
        return ""
    theirs = [each for each in document.variables if each.service == host and is_secret_name(each.name)]
    same = [variable_name(each.name) for each in theirs if each.value == found.secret]
    # The root's password is another one, although today they may be equal.
    own = [each for each in same if ("ROOT" in each) == (user in ("root", "admin"))]
    return next(iter((*own, *same)), "")


def _shown(file: SourceFile, span: Span) -> Span:
    """The line where the value begins, without its indentation."""
    line = file.lines[span.line - 1]
    end = span.end_column if span.end_line == span.line else len(line) + 1
    return Span(span.line, len(line) - len(line.lstrip()) + 1, span.line, end)
