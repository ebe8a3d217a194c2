"""Run a check and report it in any format."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rich.console import Console

from codemods.engine import cache
from codemods.engine.filter import without_ignored
from codemods.engine.find import find
from codemods.engine.registry import rules, select
from codemods.engine.run import Request, root_of
from codemods.engine.session import Checked, Progress, check
from codemods.finding import Finding
from codemods.reports import text
from codemods.reports.conceal import conceal, concealer

# The rules that know what is a secret; they run whatever was selected, so that no report shows one.
_SECRETS = "5"


@dataclass
class Checking:
    """A finished check of one PATH; its findings' messages hold no secret."""

    request: Request
    checked: Checked
    secrets: re.Pattern[str] | None

    @property
    def failed(self) -> bool:
        """Whether PATH is a file that could not be read or parsed."""
        project = self.request.project
        return not self.request.path.is_dir() and any(
            each.path in project.files or "cannot be read" in each.message for each in self.checked.problems
        )

    def show(self, console: Console) -> None:
        """Print it for a person."""
        text.show(console, self.request, self.checked, self.secrets)


def render(form: str, reports: Sequence[Checking]) -> str:
    """One document about all PATHs in one of the formats for tools."""
    result: str = importlib.import_module(f"codemods.reports.{form}").render(reports)
    return result


def run(request: Request, jobs: int | None, progress: Progress | None, *, cached: bool = False) -> Checking:
    """Check the project with the rules; findings that the project's configuration ignores are left out.

    `cached`: the result of an earlier run in the same state will do, and this one is kept for the next. Raises
    UnknownRule and BadPath.
    """
    state = cache.state(request) if cached else None
    found = _known(request, state.name) if state else None
    if found is None:
        name = cache.key(request.project, request.rules) if cached else None
        found = _known(request, name) if name else None
        if found is None:
            found = _check(request, jobs, progress)
            if name:
                cache.save(name, *found)
        found = found._replace(checked=replace(found.checked, problems=request.unread + found.checked.problems))
        if state and state.is_settled:
            cache.save(state.name, *found)
    checked, hidden = found
    secrets = concealer(secret for each in hidden for secret in each.secrets)
    kept = without_ignored(checked.findings, request.options, root_of(request.path))
    return Checking(request, replace(checked, findings=kept), secrets)


class _Found(NamedTuple):
    """The findings of the rules that were asked for, their words without secrets; and what no report may show."""

    checked: Checked
    hidden: list[cache.Hidden]


def _check(request: Request, jobs: int | None, progress: Progress | None) -> _Found:
    rules = dict(request.rules) | select((_SECRETS,))
    found = check(request.project, rules, jobs, progress, thorough=True)
    hidden: dict[tuple[str, str], tuple[str, ...]] = {}
    for each in found.findings:
        if each.conceal:
            hidden[each.path, each.rule] = hidden.get((each.path, each.rule), ()) + each.conceal
    secrets = secrets_of(found.findings)
    asked = [concealed(each, secrets) for each in found.findings if each.rule in request.rules]
    return _Found(replace(found, findings=asked), [cache.Hidden(*each, values) for each, values in hidden.items()])


def _known(request: Request, name: str) -> _Found | None:
    """A kept result, with its secrets: they are not kept, so they are read where they stand."""
    known = cache.load(name)
    if known is None:
        return None
    hidden = [each._replace(secrets=_secrets(request, each.path, each.rule)) for each in known[1]]
    return _Found(known[0], hidden) if all(each.secrets for each in hidden) else None


def _secrets(request: Request, path: str, code: str) -> tuple[str, ...]:
    """The secrets that a rule finds in a file."""
    file, rule = request.project.files.get(path), rules().get(code)
    found = find(file, [rule])[0] if file is not None and rule is not None else []
    return tuple(secret for each in found for secret in each.conceal)


def secrets_of(findings: Iterable[Finding]) -> re.Pattern[str] | None:
    """What no report may show of the findings' source lines."""
    return concealer(secret for finding in findings for secret in finding.conceal)


def concealed(finding: Finding, secrets: re.Pattern[str] | None) -> Finding:
    """The finding without a secret in its words."""
    return replace(
        finding,
        message=conceal(finding.message, secrets, words=True),
        remedy=conceal(finding.remedy, secrets, words=True),
    )
