"""Run a check and report it in any format."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

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

    `cached`: the result of an earlier run in the same state will do, and this one is kept for the next.
    """
    everything = (_cached if cached else _check)(request, jobs, progress)
    secrets = secrets_of(everything.findings)
    findings = [each for each in everything.findings if each.rule in request.rules]
    kept = [concealed(each, secrets) for each in without_ignored(findings, request.options, root_of(request.path))]
    return Checking(request, Checked(kept, request.unread + everything.problems), secrets)


def _check(request: Request, jobs: int | None, progress: Progress | None) -> Checked:
    return check(request.project, dict(request.rules) | select((_SECRETS,)), jobs, progress, thorough=True)


def _cached(request: Request, jobs: int | None, progress: Progress | None) -> Checked:
    name = cache.key(request.project, dict(request.rules) | select((_SECRETS,)))
    known = cache.load(name) if name else None
    if known is not None:
        result, hidden = known
        conceals = {each: _conceals(request, *each) for each in hidden}
        if all(conceals.values()):
            result.findings = [
                replace(each, conceal=conceals.get((each.path, each.rule), ())) for each in result.findings
            ]
            return result
    result = _check(request, jobs, progress)
    if name:
        pattern = secrets_of(result.findings)
        words = Checked([concealed(each, pattern) for each in result.findings], result.problems)
        cache.save(name, words)
    return result


def _conceals(request: Request, path: str, code: str) -> tuple[str, ...]:
    """The secrets that a rule finds in a file: they are not kept, so they are read where they stand."""
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
