"""Carry fixes out in memory, pass by pass, and keep only those that prove right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from codemods.engine import contract
from codemods.engine.batches import Key, Unit, choose, keys, units
from codemods.engine.choice import Choice
from codemods.engine.conditions.all_places import shared
from codemods.engine.session import Progress, check
from codemods.engine.setting_names import name_settings
from codemods.engine.withholding import passwords
from codemods.plans.dotenv_readers import is_of_no_use, is_read
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.rewriting.text.settings import settings_files
from codemods.vocabulary.checked import Checked
from codemods.vocabulary.finding import Finding, Problem, Setting
from codemods.vocabulary.rule import Rule, Skip, defect

Keep = Callable[[list[Finding]], list[Finding]]

# Each pass fixes something or bars something; only rules that undo each other's work across files get this far.
MAX_PASSES = 60


@dataclass
class Fixed:
    """What `apply` would write, and what it would leave.

    `changes` maps a path to its new contents. `found` are all findings of the tree as it was, `fixed` those that are
    gone, `left` those that stand in the result, `dropped` the problems for which a fix was given up.
    """

    before: Project
    after: Project
    found: list[Finding] = field(default_factory=list)
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
    choice: Choice | None = None,
    first: Checked | None = None,
    settle: bool = True,
) -> Fixed:
    """The project with every allowed fix that proves right: the file parses, the finding is gone, no new one stands.

    `keep` leaves out the findings that the caller does not want to hear of; of the others, `choice` says which to fix.
    `first`: what a thorough check of the project has found already. `settle`: look once more at all files when the
    fixes are carried out, as what changed in one can change what is true of another; else `left` holds of the files
    that no fix has changed what was found before.
    """
    first = first or check(project, rules, jobs, progress, thorough=True)
    found = first.findings
    run = _Run(rules, keep, Fixed(project, project, found, left=replace(first, findings=keep(found))), choice)
    result = run.result
    if choice:
        choice.begin(project, result.left.findings, units(result.left.findings, unsafe))
    complete = True
    for _ in range(MAX_PASSES):
        wanted = run.wanted(unsafe)
        if not wanted and (complete or not settle) and not run.reopened():
            break
        if settle and not complete and all(rules[each.findings[0].rule].last for each in wanted):
            result.left, complete = check(result.after, rules, jobs, thorough=True), True
            result.left.findings = keep(result.left.findings)
            continue
        complete = not run.one_pass(wanted) and complete
    else:
        run.bar(run.wanted(unsafe), "fixes keep undoing each other")
    names = keys(result.after, result.left.findings)
    for each in result.left.findings:
        if reason := run.barred.get(names[each.identity]):
            result.dropped.append(Problem(each.path, f"{each.rule} was not fixed: {reason}", each.span.line))
    return result


def fix_alone(project: Project, rules: Mapping[str, Rule], unit: Unit, left: Checked, keep: Keep) -> dict[str, bytes]:
    """The new contents of the files that one fix changes or adds; nothing where it does not prove right.

    `left`: what a check of the project has found.
    """
    run = _Run(rules, keep, Fixed(project, project, left.findings, left=replace(left)))
    run.one_pass([unit])
    return run.result.changes


@dataclass
class _Run:
    """The state between passes: `barred` fixes with the reason, and files in which one fix at a time is tried.

    `accepted` counts the fixes that were kept. `alone` tells after how many of them the fixes of a file failed together
    for the first time, `barred_after` after how many a fix was barred, or had failed with those of its file.
    """

    rules: Mapping[str, Rule]
    keep: Keep
    result: Fixed
    choice: Choice | None = None
    barred: dict[Key, str] = field(default_factory=dict)
    accepted: int = 0
    barred_after: dict[Key, int] = field(default_factory=dict)
    alone: dict[str, int] = field(default_factory=dict)

    def wanted(self, unsafe: bool) -> list[Unit]:
        """The fixes of the next pass; those of rules that come last only when there are no others."""
        self.bar_halves(units(self.result.left.findings, unsafe))
        found = keys(self.result.after, self.result.left.findings)
        open_units = [
            unit
            for unit in units(self.result.left.findings, unsafe)
            if not any(found[each.identity] in self.barred for each in unit.findings)
            and (self.choice is None or self.choice.takes(unit, [found[each.identity] for each in unit.findings]))
        ]
        return [each for each in open_units if not self.rules[each.findings[0].rule].last] or open_units

    def one_pass(self, wanted: list[Unit]) -> bool:
        """Carry out what can be carried out together; whether anything of it was kept."""
        result = self.result
        planned: list[tuple[list[Unit], dict[str, bytes]]] = []
        refused: set[str] = set()
        for batch in choose(wanted, {*self.alone}):
            try:
                changes = _rewritten(result.after, self.rules, batch)
                _keep_settings(result.after, [finding for unit in batch for finding in unit.findings])
                planned.append((batch, changes))
                continue
            except Skip as skip:
                self.give_up(batch, str(skip))
            except RecursionError:
                self.give_up(batch, "the file is nested too deeply to be rewritten")
            except Exception as error:
                self.give_up(batch, defect(batch[0].findings[0].rule, error))
            refused |= _values(result.after, batch)
        together = {path: data for _, each in planned for path, data in each.items()}
        proposed = result.after.with_changes(together)
        reasons = [contract.objection(result.after, proposed, changes.keys()) for _, changes in planned]
        # A check costs far more than the contract: where that refuses all, none is needed.
        checked = Checked() if all(reasons) else check(proposed, self.rules, jobs=1, paths=together)
        checked.findings = self.keep(checked.findings)
        accepted: dict[str, bytes] = {}
        fixed: list[Finding] = []
        reasons = [
            broken or self.objection(batch, changes, checked, is_alone=len(planned) == 1)
            for (batch, changes), broken in zip(planned, reasons, strict=True)
        ]
        refused |= {
            each
            for (batch, _), reason in zip(planned, reasons, strict=True) if reason
            for each in _values(result.after, batch)
        }  # fmt: skip
        for (batch, changes), reason in zip(planned, reasons, strict=True):
            if reason is None and not refused.isdisjoint(_values(result.after, batch)):
                continue  # The same value elsewhere is not fixed: its turn comes when that one is, or never.
            if reason is None and any(accepted.get(path, data) != data for path, data in changes.items()):
                continue  # Two fixes add different files of one name: the second one has its turn, and sees the first.
            if reason is None:
                accepted |= changes
                fixed += [finding for unit in batch for finding in unit.findings]
            else:
                self.give_up(batch, reason)
        if accepted:
            self.accepted += len(fixed)
            if self.choice:
                names = keys(result.after, result.left.findings)
                self.choice.done([names[each.identity] for each in fixed])
            # What also wanted to change one of these files was planned for what stood there before.
            stale = {
                each.path for each in result.left.findings if any(site.path in accepted for site in each.sites)
            } - accepted.keys()
            kept = [each for each in result.left.findings if each.path not in accepted and each.path not in stale]
            new = [each for each in checked.findings if each.path in accepted]
            result.fixed += fixed
            # What has been found out of the project that was checked is still true where that one is kept as it is.
            kept_files = proposed if accepted == together else result.after.with_changes(accepted)
            result.after = _keep_settings(kept_files, fixed)
            if stale:
                new += self.keep(check(result.after, self.rules, jobs=1, paths=stale).findings)
            result.left.findings = name_settings(result.after, kept + new)
        return bool(accepted)

    def objection(
        self, batch: list[Unit], changes: Mapping[str, bytes], checked: Checked, is_alone: bool
    ) -> str | None:
        """What would stand in the rewritten files and should not, or None. `is_alone`: no other fix was checked."""
        said = self.standing(batch, changes, checked)
        if said is None or is_alone:
            return said
        # What another fix of this pass brought about is no fault of this one.
        alone = check(self.result.after.with_changes(changes), self.rules, jobs=1, paths=changes)
        alone.findings = self.keep(alone.findings)
        return self.standing(batch, changes, alone)

    def standing(self, batch: list[Unit], changes: Mapping[str, bytes], checked: Checked) -> str | None:
        """What stands in the rewritten files and should not. A rule that comes last may find more: its turn comes."""
        findings = [finding for unit in batch for finding in unit.findings]
        late = not any(self.rules[each.rule].last for each in findings)
        unread = {each.path: each.message for each in checked.problems}
        for path in changes:
            before = Counter(each.rule for each in self.result.left.findings if each.path == path)
            after = Counter(each.rule for each in checked.findings if each.path == path)
            gone = Counter(each.rule for each in findings if each.path == path)
            for code in after:
                if after[code] > before[code] - gone[code] and not (late and self.rules[code].last):
                    return f"{code} would still stand in the rewritten file"
            if path in unread:
                return f"the rewritten file {unread[path]}"
        return None

    def give_up(self, batch: list[Unit], reason: str) -> None:
        """Drop a fix that failed on its own; of several that failed together, find the culprit one by one."""
        if len(batch) > 1:
            for path in (path for unit in batch for path in unit.paths):
                self.alone.setdefault(path, self.accepted)
        else:
            self.bar(batch, reason)

    def bar_halves(self, found: list[Unit]) -> None:
        """Bar what would move a value that stays elsewhere, where its fix was given up."""
        while True:
            names = keys(self.result.after, self.result.left.findings)
            barred = {each.identity for each in self.result.left.findings if names[each.identity] in self.barred}
            open_units = [unit for unit in found if not any(each.identity in barred for each in unit.findings)]
            stays = {
                value: each
                for each in self.result.left.findings if each.identity in barred
                for value in _taken(self.result.after, each)
            }  # fmt: skip
            halves = [
                (each, stays[value])
                for each in open_units for value in _values(self.result.after, [each]) if value in stays
            ]  # fmt: skip
            if not halves:
                return
            for unit, other in halves:
                self.bar([unit], f"the same value stays in {other.path}:{other.span.line}")

    def bar(self, batch: list[Unit], reason: str) -> None:
        """Never try these again."""
        found = keys(self.result.after, self.result.left.findings)
        for unit in batch:
            since = min((self.alone.get(path, self.accepted) for path in unit.paths), default=self.accepted)
            for each in unit.findings:
                self.barred[found[each.identity]] = reason
                self.barred_after[found[each.identity]] = since

    def reopened(self) -> bool:
        """Whether fixes are to be tried once more, as others were kept since: a second run would find them open."""
        stale = [key for key in self.barred if self.barred_after[key] < self.accepted]
        for key in stale:
            del self.barred[key]
        if stale:
            self.alone.clear()  # what failed one by one may be right together, and a second run would begin so
        return bool(stale)


def _values(project: Project, batch: list[Unit]) -> set[str]:
    """The values that the fixes take out of the code, which others may have to take out too."""
    return {value for unit in batch for finding in unit.findings for value in _taken(project, finding)}


def _taken(project: Project, finding: Finding) -> Iterator[str]:
    """The passwords and public values that a finding's fix takes out of the code."""
    yield from passwords(finding.settings)
    yield from shared(project, finding)


def _keep_settings(project: Project, findings: list[Finding]) -> Project:
    """The project with the files that hold what these fixes took out of the code."""
    by_root: dict[str, list[Setting]] = {}
    for finding in findings:
        by_root.setdefault(project.service_root(finding.path), []).extend(finding.settings)
    for root, settings in by_root.items():
        texts = settings_files(project, root, settings, is_read(project, root), is_told=not is_of_no_use(project, root))
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
        for name, content in files.items():
            if added.setdefault(name, content) != content:
                raise Skip(f"two fixes add a different {name}")
    return changes | {path: text.encode() for path, text in added.items() if path not in changes}


def _encoded(file: SourceFile, text: str) -> bytes:
    # A diff shows no bytes, and a patch of lines would not fit them.
    if file.encoding == "utf-16" or file.text.encode(file.encoding) != file.data:
        raise Skip(f"the file's encoding {file.encoding} cannot be written back as it was")
    try:
        return text.encode(file.encoding)
    except UnicodeEncodeError as error:
        raise Skip(f"the new text does not fit the file's encoding {file.encoding}: {error.reason}") from None
