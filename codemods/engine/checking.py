"""Run a check of one PATH, with what an earlier one found in the same state."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from codemods.engine import cache
from codemods.engine.exclusions import without_ignored
from codemods.engine.registry import own, select
from codemods.engine.request import Request, root_of
from codemods.vocabulary.checked import Checked, Excerpt
from codemods.vocabulary.finding import Finding, Identity, Span

if TYPE_CHECKING:
    import re

    from codemods.engine.session import Progress
    from codemods.engine.suggesting.replacements import Replacement

# The rules that know more of secrets than can be seen in one file; they run whatever was selected.
SECRETS = "OP5"

Place = tuple[str, str, Span]


def place(finding: Finding) -> Place:
    """What tells a finding from the others of one check: its rule, path and span."""
    return finding.rule, finding.path, finding.span


@dataclass
class Checking:
    """A finished check of one PATH; its findings' messages and their lines (`excerpts`) hold no secret.

    `marks` are the findings' fingerprints, once somebody has asked for them (ratchet/fingerprints). `found` are all
    findings, also those that a baseline or `--since` has taken out of `checked`; `fixes` are what safe fixes would
    write, by the findings' places, once somebody has asked for them (suggesting/alone). `prints` are what is the same
    of equal findings' fingerprints; `kind`: which findings alone are looked at, "new " against a baseline, "changed "
    since a commit. `fresh` is where secrets are at hand: in a check that was just carried out. `not_kept` is why its
    result is none for the next run, where it was to be one.
    """

    request: Request
    checked: Checked
    excerpts: dict[Identity, Excerpt] = field(default_factory=dict)
    prints: dict[Identity, str] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)
    kind: str = ""
    found: list[Finding] = field(default_factory=list)
    fixes: dict[Place, list[Replacement]] = field(default_factory=dict)
    fresh: Fresh | None = None
    not_kept: str = ""

    @property
    def failed(self) -> bool:
        """Whether PATH is a file that could not be read or parsed."""
        return self.request.is_unread(self.checked.problems)


class Fresh(NamedTuple):
    """What only a check tells that was just carried out: the findings that hold secrets, and the secrets."""

    holding: list[Finding]
    secrets: re.Pattern[str] | None


def run(request: Request, jobs: int | None, progress: Progress | None, *, cached: bool = False) -> Checking:
    """Check the project with the rules; findings that the project's configuration ignores are left out.

    `cached`: the result of an earlier run in the same state will do, and this one is kept for the next. Raises
    UnknownRule and BadPath.
    """
    if cached:
        kept, fresh, why = _kept(request, jobs, progress)
    else:
        kept, fresh, why = *_fresh(request, jobs, progress), ""
    findings = kept.checked.findings
    wanted = without_ignored(findings, request.options, root_of(request.path))
    return Checking(
        request, replace(kept.checked, findings=wanted), found=wanted, fresh=fresh, not_kept=why,
        excerpts={each.identity: excerpt for each, excerpt in zip(findings, kept.excerpts, strict=True)},
        prints={each.identity: print_ for each, print_ in zip(findings, kept.fingerprints, strict=True)},
    )  # fmt: skip


def _kept(request: Request, jobs: int | None, progress: Progress | None) -> tuple[cache.Kept, Fresh | None, str]:
    """What an earlier run found in the same state, else a check's result, and why that is not kept for the next run."""
    if own():
        return *_fresh(request, jobs, progress), "what own rules depend on is not known"
    state = cache.state(request)
    kept = cache.load(state.name) if state else None
    if kept:
        return kept, None, ""
    fresh: Fresh | None = None
    names, why = None, ""
    try:
        names = cache.names(request.project, request.rules)
        kept = cache.load(names.state)
    except cache.NotKept as error:
        why = str(error)
    if kept is None:
        kept, fresh = _check(request, jobs, progress, names.tree if names else "")
        why = cache.save(names.state, kept) if names else why
    kept = _with_unread(request, kept)
    if state and state.is_settled and not why:
        why = cache.save(state.name, kept)
    return kept, fresh, why


def _fresh(request: Request, jobs: int | None, progress: Progress | None) -> tuple[cache.Kept, Fresh]:
    kept, fresh = _check(request, jobs, progress)
    return _with_unread(request, kept), fresh


def _with_unread(request: Request, kept: cache.Kept) -> cache.Kept:
    return kept._replace(checked=replace(kept.checked, problems=request.unread + kept.checked.problems))


def _check(request: Request, jobs: int | None, progress: Progress | None, tree: str = "") -> tuple[cache.Kept, Fresh]:
    """Carry a check out; `tree`: with the answers of the last check of that name, and for the next one."""
    # What a check is carried out with takes half a second to import: a kept result does without.
    from codemods.engine.again.store import FROM, begin, keep
    from codemods.engine.concealment.excerpt import excerpt
    from codemods.engine.concealment.sighting import secrets_of
    from codemods.engine.ratchet.fingerprints import fingerprint
    from codemods.engine.session import check

    rules = dict(request.rules) | select((SECRETS,))
    recorder = begin(request.project, tree) if tree and len(request.project.files) >= FROM else None
    found = check(request.project, rules, jobs, progress, thorough=True, recorder=recorder)
    secrets = secrets_of(request.project, found.findings)
    if recorder is not None:
        keep(recorder, tree, found.sought, secrets)
    asked = [concealed(each, secrets) for each in found.findings if each.rule in request.rules]
    excerpts = [excerpt(request.project, each, secrets) for each in asked]
    prints = [fingerprint(each, shown) for each, shown in zip(asked, excerpts, strict=True)]
    holding = [each for each in found.findings if each.conceal]
    return cache.Kept(replace(found, findings=asked), excerpts, prints), Fresh(holding, secrets)


def concealed(finding: Finding, secrets: re.Pattern[str] | None) -> Finding:
    """The finding without a secret in its words."""
    from codemods.engine.concealment.masking import conceal

    return replace(
        finding,
        message=conceal(finding.message, secrets, words=True),
        remedy=conceal(finding.remedy, secrets, words=True),
    )
