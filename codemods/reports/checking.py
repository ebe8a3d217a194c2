"""Run a check and report it in any format."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Console

from codemods.analysis.project import Project
from codemods.engine.filter import without_ignored
from codemods.engine.registry import select
from codemods.engine.run import Options
from codemods.engine.session import Checked, Progress, check
from codemods.finding import Finding, Problem
from codemods.reports import text
from codemods.reports.conceal import concealer
from codemods.rule import Rule

# The rules that know what is a secret; they run whatever was selected, so that no report shows one.
_SECRETS = "5"


@dataclass
class Checking:
    """A finished check of one PATH."""

    project: Project
    checked: Checked
    secrets: re.Pattern[str] | None

    def show(self, console: Console) -> None:
        """Print it for a person."""
        text.show(console, self.project, self.checked, self.secrets)

    def render(self, form: str) -> str:
        """The report in one of the formats for tools."""
        module = importlib.import_module(f"codemods.reports.{form}")
        result: str = module.render(self.checked.findings, self.checked.problems, len(self.project.files))
        return result


def run(
    project: Project,
    rules: Mapping[str, Rule],
    options: Options,
    unread: list[Problem],
    jobs: int | None,
    progress: Progress | None,
) -> Checking:
    """Check the project with the rules; findings that the project's configuration ignores are left out."""
    everything = check(project, dict(rules) | select((_SECRETS,)), jobs, progress)
    secrets = secrets_of(everything.findings)
    findings = [each for each in everything.findings if each.rule in rules]
    checked = Checked(without_ignored(findings, options), unread + everything.problems)
    return Checking(project, checked, secrets)


def secrets_of(findings: list[Finding]) -> re.Pattern[str] | None:
    """What no report may show of the findings' source lines."""
    return concealer(secret for finding in findings for secret in finding.conceal)
