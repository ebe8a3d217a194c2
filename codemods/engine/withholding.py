"""Secrets that must not leave the code for `.env`: their findings stand without a fix, and say why."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import quote, unquote

from codemods.domains.connections.addresses import parse_uri
from codemods.domains.secrets.ci_starts import lacking
from codemods.domains.secrets.copies import twins, twins_elsewhere
from codemods.domains.secrets.names_and_values import is_signing_name
from codemods.domains.secrets.placeholders import is_form_of_account, is_weak, keeps_place, shows_syntax
from codemods.domains.settings.missing_in_compose import ungiven
from codemods.domains.settings.taken_by_tests import lacking_tests
from codemods.engine.conditions.env_in_image import built_with_dotenv
from codemods.engine.disk.vcs import is_tracked
from codemods.engine.files.others import other_texts
from codemods.formats import compose, dotenv, parse
from codemods.model.overlays.insisted_below import replacing
from codemods.plans.dotenv_readers import asked_for, is_given_elsewhere, is_of_no_use, other_way
from codemods.plans.secret_steps import hidden_settings, is_alone, loaded_too_late, steps
from codemods.project.composed import composed
from codemods.project.ignored_files import git_verdict
from codemods.project.project import Project
from codemods.project.purpose import is_weak_on_purpose
from codemods.rewriting.text.settings import example, held, obstacle, places, secret_files
from codemods.vocabulary.finding import Finding, Safety, Setting
from codemods.vocabulary.rule import Skip

_PLACEHOLDER = "give it a value that nobody else knows, from the environment: this one only keeps the place"
_ON_PURPOSE = "read it from the environment, unless it is weak on purpose, as {} says of the service"
_TESTS = "give tests the variable first: {}, which their environment leaves without it, inherits the default"
_BELOW = "require it in the settings of production alone: {} replaces it, and would not start without the variable"
_ELSEWHERE = "read it from the environment, once {} gives it: nothing here reads {}"
_STARTED = "give CI the value first: {} starts this file where no .env lies"
_LATE = (
    "call load_dotenv() above the import of this module first: {} does so once it has run; then require the variable"
)
_IN_IMAGE = "give the image its settings when it starts first: {} has it built with .env, which is to hold no secret"
_TO_COMPOSE = "give it to the service {} of {} too"
_ASKED_FOR = "read it from the environment, once {} reads the .env that it looks for: today it does something else then"
_BESIDE = "move all passwords of the service at once: another one of it stands in {} too"
_HALF = "the same value, as a password, stands in"


def withheld(project: Project, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, without the fix of those whose secrets no `.env` may hold, or that would be half of something."""
    known: dict[str, str] = {}
    kept = []
    for finding in findings:
        secrets = [each for each in finding.settings if each.secret]
        reason = _reason(project, finding, secrets, known) if secrets and finding.sites else ""
        kept.append(_without_fix(finding, reason) if reason else _without_value(project, finding))
    return [_told(project, _unkept(project, each)) for each in undivided(project, kept)]


def _without_value(project: Project, finding: Finding) -> Finding:
    """The finding, with nothing to keep in a file where Compose gives the service the variable already."""
    if not _is_given(project, finding):
        return finding
    return replace(finding, settings=tuple(replace(each, value=None, given=True) for each in finding.settings))


def _is_given(project: Project, finding: Finding) -> bool:
    names = _asked_for(project, finding)
    return bool(names) and is_given_elsewhere(project, project.service_root(finding.path), names)


def _is_unkept(project: Project, finding: Finding) -> bool:
    """Whether the code asks for the secret already, and no start comes to a `.env` beside it."""
    return bool(_asked_for(project, finding)) and is_of_no_use(project, project.service_root(finding.path))


def _unkept(project: Project, finding: Finding) -> Finding:
    """The finding, with nothing to keep in a file that nobody would read."""
    if not finding.sites or not _is_unkept(project, finding):
        return finding
    return replace(finding, settings=tuple(replace(each, value=None) for each in finding.settings))


def _asked_for(project: Project, finding: Finding) -> list[str]:
    """The names of a finding's settings, where the code reads each of them already, each a secret."""
    names = [each.name for each in finding.settings if each.secret and each.fixed and not each.environments]
    if project.files[finding.path].kind != "python" or len(names) != len(finding.settings):
        return []
    return names


def _told(project: Project, finding: Finding) -> Finding:
    """The finding, with what else has to be done so that the code gets its secret: in its remedy, once."""
    file = project.files[finding.path]
    if (
        not finding.sites
        or file.kind != "python"
        or not any(each.secret and not each.given for each in finding.settings)
    ):
        return finding
    root, library = project.service_root(finding.path), finding.library
    # A secret that each start makes anew has no value to keep, and comes from the usual file all the same.
    files = secret_files(finding.settings) or (".env",)
    names = {each.name for each in finding.settings if each.secret and not each.given}
    lacking_it = ungiven(project, root, names, {each: {finding.path} for each in names})
    todo = "; ".join([
        *steps(project, root, library, is_alone(file), files),
        *(_TO_COMPOSE.format(service, path) for path, service, _ in lacking_it if not project.is_test(path)),
    ])  # fmt: skip
    return finding if todo in finding.remedy else replace(finding, remedy=f"{finding.remedy}; {todo}")


def _reason(project: Project, finding: Finding, secrets: list[Setting], known: dict[str, str]) -> str:
    for each in secrets:
        for value in filter(None, (each.value, *each.environments.values())):
            uri = parse_uri(value)
            if (
                any(keeps_place(each.name, said) for said in _said(value))
                or (is_signing_name(each.name) and is_weak(value))
                or (uri is not None and is_form_of_account(uri.user, uri.password))
            ):
                return _PLACEHOLDER
    file = project.files[finding.path]
    if any(shows_syntax(file.lines[each.span.end_line - 1]) for each in finding.sites if each.path == file.path):
        return _PLACEHOLDER
    if where := is_weak_on_purpose(project):
        return _ON_PURPOSE.format(where)

    if file.kind == "python":
        lines = [each.span for each in finding.sites if each.path == finding.path]
        for each, line in itertools.product(secrets, lines):
            if heir := lacking_tests(file, line, each.name):
                return _TESTS.format(heir)
        if below := next(filter(None, (replacing(file, each) for each in lines)), ""):
            return _BELOW.format(below)

    if file.kind == "compose":
        names = {each.name for each in secrets}
        if where := lacking(project, finding.path, names, any(map(is_signing_name, names))):
            return _STARTED.format(where)

    def kept_in_git(path: str) -> str:
        if path not in known:
            known[path] = _kept_in_git(project, path)
        return known[path]

    root = project.service_root(finding.path)
    given = _is_given(project, finding) or _is_unkept(project, finding)
    given = given or not any(each.value or each.environments for each in secrets)
    if file.kind == "python" and not given and (giver := other_way(project, root)):
        return _ELSEWHERE.format(giver.said, f"{root}/.env".lstrip("/"))
    if file.kind == "python" and not given:
        for span in (each.span for each in finding.sites if each.path == finding.path):
            if where := loaded_too_late(file, span.line, finding.library):
                return _LATE.format(where)
    kept = any(True for each in secrets for _ in places(each))
    if kept and (where := asked_for(project, root)):
        return _ASKED_FOR.format(where)
    try:
        if file.kind == "python" and (above := hidden_settings(project, root)):
            return f"keep it in {above}, which the code loads: a nearer .env would hide that one"
        if kept and (where := built_with_dotenv(project, root)):
            return _IN_IMAGE.format(where)
        return obstacle(project, root, secrets, kept_in_git)
    except Skip as problem:
        return str(problem)


def undivided(project: Project, findings: list[Finding]) -> list[Finding]:
    """The findings, without the fixes that leave the same password elsewhere. What one leaves, others leave too: again
    until nothing changes."""
    places: dict[tuple[str, str], list[tuple[str, int]]] = {}
    while True:
        covered = {
            (each.path, line) for each in findings if each.sites
            for span in (each.span, *(site.span for site in each.sites if site.path == each.path))
            for line in range(span.line, span.end_line + 1)
        }  # fmt: skip
        kept = []
        for finding in findings:
            left = None
            if finding.sites:
                for value in passwords(finding.settings):
                    key = (finding.path, value)
                    if key not in places:
                        places[key] = [
                            *twins(project, *key),
                            *twins_elsewhere(other_texts(project, finding.path), value),
                        ]
                    left = left or next((each for each in places[key] if each not in covered), None)
            why = f"{_HALF} {left[0]}:{left[1]}: move both" if left else ""
            if left and all(is_weak(each) for each in passwords(finding.settings)):
                # A mere word stands in many places, of which none need know of another.
                why = _PLACEHOLDER
            kept.append(_without_fix(finding, why) if left else finding)
        kept = _whole_servers(project, kept)
        if kept == findings:
            return findings
        findings = kept


def _whole_servers(project: Project, findings: list[Finding]) -> list[Finding]:
    """The findings, without the fixes for a Compose service another password of which stays: a server's accounts are
    made at once."""
    staying = {
        served: finding.remedy.removeprefix(f"{_HALF} ").partition(": ")[0]
        for finding in findings if not finding.sites and finding.remedy.startswith(_HALF)
        for served in _served(project, finding)
    }  # fmt: skip
    kept = []
    for finding in findings:
        where = next((staying[each] for each in _served(project, finding) if each in staying), "")
        kept.append(_without_fix(finding, _BESIDE.format(where)) if where and finding.sites else finding)
    return kept


def _served(project: Project, finding: Finding) -> list[tuple[str, str]]:
    """The Compose service, of somebody else's image, whose variable a finding is about, with its file."""
    file = project.files[finding.path]
    if file.kind != "compose" or finding.rule != "OP508":
        return []
    document: compose.Document = parse(file)
    built = {name for name, each in composed(file).items() if "build" in each}
    named = (each for each in document.variables if each.span.line == finding.span.line)
    return [(file.path, each.service) for each in named if each.service not in built]


def _said(value: str) -> tuple[str, ...]:
    """A secret, and of a URI the password in it."""
    uri = parse_uri(value)
    return (value, uri.password) if uri is not None and uri.password else (value,)


def passwords(settings: Iterable[Setting]) -> Iterator[str]:
    """What the settings keep secret, and of a URI the password in it."""
    secrets = [each for each in settings if each.secret]
    for value in filter(None, (value for each in secrets for value in (each.value, *each.environments.values()))):
        uri = parse_uri(value)
        # As a part of a URI it is written otherwise than alone.
        said = (value,) if uri is None else (uri.password,) if uri.password else ()
        yield from dict.fromkeys((value, *(form for each in said for form in (each, unquote(each), quote(each, "")))))


def _kept_in_git(project: Project, path: str) -> str:
    """Why a file that lies there must get no secret: git has it, or may have it; '' for none."""
    try:
        there = project.on_disk(path)
    except OSError:
        return ""
    if there is None:
        return ""
    tracked = is_tracked(project.root, path)
    if tracked or (tracked is None and path in project.files and not git_verdict(project, path)):
        return f"git has {path}: `git rm --cached {path}` and name it in .gitignore first"
    if tracked is None and _is_of_the_repository(project, path, there):
        return f"{path} may be the repository's own, although .gitignore names it: see that git does not have it"
    return ""


def _is_of_the_repository(project: Project, path: str, data: bytes) -> bool:
    """Whether an ignored file of settings came with the tree: an installation's own is a copy of an example."""
    names = {each.name for each in dotenv.parse(data.decode("utf-8", "replace")).entries}
    folder, _ = posixpath.split(path)
    return not names <= set(held(project, folder, example(project, folder)))


def _without_fix(finding: Finding, reason: str) -> Finding:
    return replace(finding, safety=Safety.NONE, sites=(), settings=(), remedy=reason)
