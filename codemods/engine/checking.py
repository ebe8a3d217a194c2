"""Run a check of one PATH, with what an earlier one found in the same state."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from codemods.engine import cache
from codemods.engine.concealment.masking import conceal
from codemods.engine.concealment.sighting import secrets_of
from codemods.engine.dispatch import find
from codemods.engine.exclusions import without_ignored
from codemods.engine.ratchet.fingerprints import fingerprint
from codemods.engine.registry import own, rules, select
from codemods.engine.request import Request, root_of
from codemods.engine.session import Checked, Progress, check
from codemods.vocabulary.finding import Finding, Identity, Span

if TYPE_CHECKING:
    from codemods.engine.suggesting.replacements import Replacement

# The rules that know more of secrets than can be seen in one file; they run whatever was selected.
SECRETS = "OP5"

Place = tuple[str, str, Span]


def place(finding: Finding) -> Place:
    """What tells a finding from the others of one check: its rule, path and span."""
    return finding.rule, finding.path, finding.span


@dataclass
class Checking:
    """A finished check of one PATH; its findings' messages hold no secret.

    `marks` are the findings' fingerprints, once somebody has asked for them (ratchet/fingerprints). `found` are all
    findings, also those that a baseline or `--since` has taken out of `checked`; `fixes` are what safe fixes would
    write, by the findings' places, once somebody has asked for them (suggesting/alone). `prints` are what is the same
    of equal findings' fingerprints; `kind`: which findings alone are looked at, "new " against a baseline, "changed "
    since a commit. `hidden` is where secrets are found, `seen` are the findings that hold them, where they are at
    hand.
    """

    request: Request
    checked: Checked
    hidden: list[cache.Hidden] = field(default_factory=list)
    seen: list[Finding] = field(default_factory=list)
    prints: dict[Identity, str] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)
    kind: str = ""
    found: list[Finding] = field(default_factory=list)
    fixes: dict[Place, list[Replacement]] = field(default_factory=dict)

    @cached_property
    def holding(self) -> list[Finding]:
        """The findings that hold secrets: they are not kept, so they are found again when somebody asks."""
        again = [_holding(self.request, each) for each in self.hidden] if not self.seen else [self.seen]
        if all(again):
            return [each for found in again for each in found]
        return [each for each in check(self.request.project, select((SECRETS,))).findings if each.conceal]

    @cached_property
    def secrets(self) -> re.Pattern[str] | None:
        """What must not be shown of the findings' source lines."""
        return secrets_of(self.request.project, [*self.checked.findings, *self.holding])

    @property
    def failed(self) -> bool:
        """Whether PATH is a file that could not be read or parsed."""
        return self.request.is_unread(self.checked.problems)


def run(request: Request, jobs: int | None, progress: Progress | None, *, cached: bool = False) -> Checking:
    """Check the project with the rules; findings that the project's configuration ignores are left out.

    `cached`: the result of an earlier run in the same state will do, and this one is kept for the next. Raises
    UnknownRule and BadPath.
    """
    # What a project's own rules depend on is not known.
    cached = cached and not own()
    state = cache.state(request) if cached else None
    found = _known(state.name) if state else None
    if found is None:
        name = cache.key(request.project, request.rules) if cached else None
        found = _known(name) if name else None
        if found is None:
            found = _check(request, jobs, progress)
            if name:
                cache.save(name, found.checked, found.hidden, found.prints)
        found = found._replace(checked=replace(found.checked, problems=request.unread + found.checked.problems))
        if state and state.is_settled:
            cache.save(state.name, found.checked, found.hidden, found.prints)
    kept = without_ignored(found.checked.findings, request.options, root_of(request.path))
    prints = {each.identity: print_ for each, print_ in zip(found.checked.findings, found.prints, strict=True)}
    return Checking(request, replace(found.checked, findings=kept), found.hidden, found.seen, prints, found=kept)


class _Found(NamedTuple):
    """The findings of the rules that were asked for, their words without secrets; where secrets are found; what the
    findings' fingerprints begin with, in their order; and those that hold secrets, of a fresh check.
    """

    checked: Checked
    hidden: list[cache.Hidden]
    prints: list[str]
    seen: list[Finding] = []


def _check(request: Request, jobs: int | None, progress: Progress | None) -> _Found:
    rules = dict(request.rules) | select((SECRETS,))
    found = check(request.project, rules, jobs, progress, thorough=True)
    secrets = secrets_of(request.project, found.findings)
    asked = [concealed(each, secrets) for each in found.findings if each.rule in request.rules]
    seen = [each for each in found.findings if each.conceal]
    hidden = sorted({cache.Hidden(each.path, each.rule) for each in seen})
    prints = [fingerprint(request, each, secrets) for each in asked]
    return _Found(replace(found, findings=asked), hidden, prints, seen)


def _known(name: str) -> _Found | None:
    known = cache.load(name)
    return None if known is None else _Found(*known)


def _holding(request: Request, hidden: cache.Hidden) -> list[Finding]:
    """The findings of a rule in a file that hold secrets."""
    file, rule = request.project.files.get(hidden.path), rules().get(hidden.rule)
    found = find(file, [rule])[0] if file is not None and rule is not None else []
    return [each for each in found if each.conceal]


def concealed(finding: Finding, secrets: re.Pattern[str] | None) -> Finding:
    """The finding without a secret in its words."""
    return replace(
        finding,
        message=conceal(finding.message, secrets, words=True),
        remedy=conceal(finding.remedy, secrets, words=True),
    )
