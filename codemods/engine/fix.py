"""Carry fixes out in memory, pass by pass, and keep only those that prove right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from codemods.analysis.project import Project
from codemods.analysis.source import SourceFile, Unreadable
from codemods.engine.plan import Key, Unit, choose, key, units
from codemods.engine.session import Checked, Progress, check
from codemods.finding import Finding, Problem, Setting
from codemods.rewriting.settings import settings_files
from codemods.rule import Rule, Skip

Keep = Callable[[list[Finding]], list[Finding]]

# Each pass fixes something or bars something, so this is only reached by a rule that undoes another one's work.
MAX_PASSES = 60


@dataclass
class Fixed:
    """What `apply` would write, and what it would leave.

    `changes` maps a path to its new contents. `fixed` are the findings that are gone, `left` those that stand in the
    result, `dropped` the problems for which a fix was given up.
    """

    before: Project
    after: Project
    fixed: list[Finding] = field(default_factory=list)
    left: Checked = field(default_factory=Checked)
    dropped: list[Problem] = field(default_factory=list)

    @property
    def changes(self) -> dict[str, bytes]:
        """The new contents of each file that differs."""
        before = self.before.files
        return {
            path: file.data
            for path, file in self.after.files.items()
            if path not in before or before[path].data != file.data
        }


def fix(
    project: Project,
    rules: Mapping[str, Rule],
    unsafe: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
    keep: Keep = list,
) -> Fixed:
    """The project with every allowed fix that proves right: the file parses, the finding is gone, no new one stands.

    `keep` leaves out the findings that the caller does not want to be fixed.
    """
    result = Fixed(project, project, left=check(project, rules, jobs, progress))
    result.left.findings = keep(result.left.findings)
    barred: set[Key] = set()
    alone: set[str] = set()
    complete = True
    for _ in range(MAX_PASSES):
        wanted = units(result.left.findings, unsafe, barred)
        if not wanted:
            if complete:
                break
            # What changed in one file can change what is true of another: look once more at all of them.
            result.left, complete = check(result.after, rules, jobs), True
            result.left.findings = keep(result.left.findings)
            continue
        _one_pass(result, rules, wanted, barred, alone)
        complete = False
    return result


def _one_pass(result: Fixed, rules: Mapping[str, Rule], wanted: list[Unit], barred: set[Key], alone: set[str]) -> None:
    planned: list[tuple[list[Unit], dict[str, bytes]]] = []
    for batch in choose(wanted, alone):
        try:
            planned.append((batch, _rewritten(result.after, rules, batch)))
        except Skip as reason:
            _give_up(result, batch, str(reason), barred, alone)
    changes = {path: data for _, each in planned for path, data in each.items()}
    proposed = result.after.with_changes(changes)
    checked = check(proposed, rules, jobs=1, paths=changes)
    accepted: dict[str, bytes] = {}
    fixed: list[Finding] = []
    for batch, each in planned:
        objection = _objection(result, proposed, checked, batch, each)
        if objection:
            _give_up(result, batch, objection, barred, alone)
        else:
            accepted |= each
            fixed += [finding for unit in batch for finding in unit.findings]
    if accepted:
        result.fixed += fixed
        result.after = _keep_settings(result.after.with_changes(accepted), fixed)
        kept = [each for each in result.left.findings if each.path not in accepted]
        result.left.findings = kept + [each for each in checked.findings if each.path in accepted]


def _keep_settings(project: Project, findings: list[Finding]) -> Project:
    """The project with the files that hold what these fixes took out of the code."""
    by_root: dict[str, list[Setting]] = {}
    for finding in findings:
        by_root.setdefault(project.service_root(finding.path), []).extend(finding.settings)
    for root, settings in by_root.items():
        texts = settings_files(project, root, settings)
        if texts:
            project = project.with_changes({path: text.encode() for path, text in texts.items()})
    return project


def _rewritten(project: Project, rules: Mapping[str, Rule], batch: list[Unit]) -> dict[str, bytes]:
    """The new contents of the files that a batch changes or adds. Raises Skip."""
    from codemods.rewriting.files import rewrite_file

    findings = [finding for unit in batch for finding in unit.findings]
    changes: dict[str, bytes] = {}
    added: dict[str, str] = {}
    for path in sorted({site.path for finding in findings for site in finding.sites}):
        jobs = [(finding, site) for finding in findings for site in finding.sites if site.path == path]
        text, files = rewrite_file(project.files[path], jobs, rules)
        changes[path] = _encoded(project.files[path], text)
        added |= files
    return changes | {path: text.encode() for path, text in added.items() if path not in changes}


def _encoded(file: SourceFile, text: str) -> bytes:
    try:
        return text.encode(file.encoding)
    except UnicodeEncodeError as error:
        raise Skip(f"the new text does not fit the file's encoding {file.encoding}: {error.reason}") from None


def _objection(
    result: Fixed, proposed: Project, checked: Checked, batch: list[Unit], changes: Mapping[str, bytes]
) -> str | None:
    """Why a batch of fixes must not be kept, or None."""
    findings = [finding for unit in batch for finding in unit.findings]
    for path in changes:
        file = proposed.files[path]
        if file.kind == "python":
            try:
                compile(file.tree, path, "exec", dont_inherit=True)
            except (Unreadable, SyntaxError, ValueError) as error:
                return f"the rewritten file would not parse: {error}"
        before = Counter(each.rule for each in result.left.findings if each.path == path)
        after = Counter(each.rule for each in checked.findings if each.path == path)
        gone = Counter(each.rule for each in findings if each.path == path)
        for code in after:
            if after[code] > before[code] - gone[code]:
                return f"{code} would still stand in the rewritten file"
    return None


def _give_up(result: Fixed, batch: list[Unit], reason: str, barred: set[Key], alone: set[str]) -> None:
    """Drop a fix that failed on its own; of several that failed together, find the culprit one by one."""
    if len(batch) > 1:
        alone.update(path for unit in batch for path in unit.paths)
        return
    for finding in batch[0].findings:
        barred.add(key(finding))
    first = batch[0].findings[0]
    result.dropped.append(Problem(first.path, f"{first.rule} was not fixed: {reason}", first.span.line))
