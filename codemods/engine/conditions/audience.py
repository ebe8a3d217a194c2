"""What becomes of a finding outside of production: one place for all rules, before anything is written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from codemods.domains.commands.by_hand import (
    is_mostly_reached,
    is_only_imported,
    is_reached,
    is_run_by_hand,
    is_unused_module,
    processes_are_known,
)
from codemods.domains.commands.main_guards import is_for_developers, is_switched_off
from codemods.domains.commands.nowhere.settings_files import is_of_a_persons_machine, is_of_no_server
from codemods.domains.commands.nowhere.unimported import is_left_start, runs_nowhere
from codemods.domains.commands.starts.developers import is_developers_start, is_read_by_developers_start
from codemods.domains.commands.staying import asks_a_person
from codemods.domains.connections.unused import is_for_unused_engine
from codemods.domains.deployment.images import cannot_be_built, is_developers_script, is_for_tests_alone
from codemods.domains.deployment.kept_out import is_kept_out
from codemods.domains.environments.taken import is_never_taken
from codemods.domains.runtime.handlers import is_taken_out
from codemods.domains.secrets.names_and_values import known_format
from codemods.domains.secrets.placeholders import is_first, is_leet, is_stock, is_weak
from codemods.domains.settings.readers.of_absent import is_for_absent_library
from codemods.domains.settings.readers.of_command_line import is_left_to_options
from codemods.domains.settings.readers.of_entries import is_read_where_nobody_comes
from codemods.domains.settings.readers.of_project import place_of_settings
from codemods.domains.settings.set_variables import compared_in
from codemods.engine.conditions.unimportable import cannot_start
from codemods.engine.conditions.unnamed import is_left_to_people, is_unnamed_script, left_scripts
from codemods.model.callers import is_out_of_use_at
from codemods.model.overlays.picked import is_picked
from codemods.model.settings_classes.taken import reaches_production_at
from codemods.model.test_scopes import reaches_production, use_at_place, use_of
from codemods.project.audience.developers_images import is_developers_image
from codemods.project.audience.put_aside import is_put_aside
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.finding import Finding, Safety, Site, Span

_BY_HAND = "no process of the service runs this script, so that nobody would give it the setting"

_WHOEVER = "nothing here starts or takes this file: see first who does, and how"

# What asks for a setting.
_OF_SETTINGS = ("OP501", "OP502", "OP506", "OP507")

# What lets a replica serve the reads of a service.
_OF_READERS = "OP80"

_NOWHERE = "nothing imports this module, starts it or names it: take it out, or into use"

_ONE_PLACE = "the service reads its settings with {}"

_LISTED = "{} compares the variables that code reads with those that files of the environment list: add it there too"

_PICKED = "a name picks this module among others, and one setting would stand for all of them"


def may_reach_production(file: SourceFile) -> bool:
    """Whether what is in the file can run in production: no test, no example, nothing for development alone."""
    use = use_of(file)
    return use is Use.PRODUCTION or (use is Use.DEVELOPMENT and reaches_production(file))


def may_reach_at(file: SourceFile, span: Span) -> bool:
    """Whether what stands at a place of the file can run in production.

    Raises Unreadable.
    """
    use = _use(file, span)
    return use is Use.PRODUCTION or (use is Use.DEVELOPMENT and _is_reached(file, span))


def judge(file: SourceFile, finding: Finding) -> Finding | None:
    """The finding, or None where production never comes, or in a script that only a person runs, but for its secrets;
    without its fix where that would write into what is not its.

    Raises Unreadable.
    """
    if not may_reach_at(file, finding.span):
        return None
    # A credential that anybody can use is one wherever it lies.
    if is_kept_out(file) and not any(map(known_format, finding.conceal)):
        return None
    if not _is_secret(finding) and (
        is_put_aside(file)
        or cannot_be_built(file)
        or is_for_tests_alone(file)
        or is_developers_image(file)
        or is_developers_script(file)
        or is_developers_start(file, finding.span.line)
        or is_read_by_developers_start(file, *_place(file, finding.span))
        or _is_idle(file, finding)
        or is_unnamed_script(file)
    ):
        return None
    if finding.conceal and _are_words(finding.conceal) and (_is_started_by_people(file) or _is_idle(file, finding)):
        return None
    if _is_asked_of_a_person(file, finding):
        return None
    if why := next(_reasons(file, finding), ""):
        return replace(finding, safety=Safety.NONE, sites=(), settings=(), remedy=f"{finding.remedy}; by hand: {why}")
    if all(_site_use(file, each) is Use.PRODUCTION for each in finding.sites):
        if finding.safety is Safety.SAFE and any(_is_left_to_people(file, each) for each in finding.sites):
            return replace(finding, safety=Safety.UNSAFE, remedy=f"{finding.remedy}; {_WHOEVER}")
        return finding
    return replace(finding, safety=Safety.NONE, sites=(), settings=())


def _is_asked_of_a_person(file: SourceFile, finding: Finding) -> bool:
    """Whether a fix would have only whoever runs a script set what is no secret. Raises Unreadable."""
    return (
        is_run_by_hand(file)
        and not runs_nowhere(file)
        and bool(finding.settings)
        and not any(each.secret for each in finding.settings)
        and any(_is_run_by_hand(file, each) for each in finding.sites)
    )


def _reasons(file: SourceFile, finding: Finding) -> Iterator[str]:
    """Why a finding gets no fix, the one that tells most first. Raises Unreadable."""
    if not finding.sites:
        return
    if runs_nowhere(file):
        yield _NOWHERE
    if finding.settings and any(_is_run_by_hand(file, each) for each in finding.sites):
        yield _BY_HAND
    if is_unnamed_script(file):
        yield _NOWHERE
    if not finding.settings:
        return
    if finding.safety is Safety.SAFE and any(_is_picked(file, each) for each in finding.sites):
        yield _PICKED
    if finding.safety is Safety.SAFE and (place := _one_place(file, finding)):
        yield _ONE_PLACE.format(place)
    if check := compared_in(file.project):
        yield _LISTED.format(check)


def _is_idle(file: SourceFile, finding: Finding) -> bool:
    """Whether no process of the service comes to a place: what only a person runs, what nothing calls or takes.

    Raises Unreadable.
    """
    if file.kind != "python":
        return is_of_a_persons_machine(file) or is_of_no_server(file, left_scripts(file.project))
    span = finding.span
    by_hand = is_run_by_hand(file)
    if finding.rule.startswith(_OF_SETTINGS) and (
        (is_mostly_reached(file) and is_read_where_nobody_comes(file, *_place(file, span)))
        or is_for_absent_library(file, span.line)
        or (is_reached(file) and is_for_unused_engine(file, span.line))
        or (not is_reached(file) and is_left_to_options(file, *_place(file, span)))
    ):
        return True
    if runs_nowhere(file) or is_left_start(file) or cannot_start(file):
        return True
    if finding.rule.startswith(_OF_READERS) and is_left_to_people(file):
        return True
    if is_taken_out(file, span.line) or is_switched_off(file, span.line):
        return True
    known, mostly = processes_are_known(file), is_mostly_reached(file)
    # Where no command says what starts, it may be a function of the module that the start is taken to be in.
    told = (mostly or is_reached(file)) if known else is_only_imported(file)
    if told and is_out_of_use_at(file, span.line):
        return True
    if not known:
        # A schedule that nobody sees here may run it, but nobody answers there; and nobody gives it a setting.
        return by_hand and (asks_a_person(file) or finding.rule.startswith(_OF_SETTINGS))
    if by_hand or is_for_developers(file, span.line):
        return True
    return mostly and (is_unused_module(file) or any(
        each.lineno <= span.line <= (each.end_lineno or 0) and is_never_taken(file, each)
        for each in file.tree.body if isinstance(each, ast.ClassDef)
    ))  # fmt: skip


def _is_started_by_people(file: SourceFile) -> bool:
    return file.kind == "python" and is_run_by_hand(file) and processes_are_known(file)


def _are_words(values: tuple[str, ...]) -> bool:
    """Whether each secret is such a word, or what is left is one, written in parts."""
    rest = [each for each in values if not _is_word(each)]
    return not rest or _is_word("".join(rest))


def _is_word(value: str) -> bool:
    """Whether a secret is a word that everybody tries, as scripts have for a database of a developer's own, or for the
    accounts that they make.
    """
    return is_weak(value) or is_leet(value) or is_first(value) or is_stock(value)


def _is_secret(finding: Finding) -> bool:
    """Whether it is about a secret, which is published wherever it stands."""
    return bool(finding.conceal) or any(each.secret for each in finding.settings)


def _site_use(file: SourceFile, site: Site) -> Use:
    other = file.project.files.get(site.path)
    return Use.PRODUCTION if other is None else _use(other, site.span)


def _is_run_by_hand(file: SourceFile, site: Site) -> bool:
    other = file.project.files.get(site.path)
    return other is not None and is_run_by_hand(other)


def _is_left_to_people(file: SourceFile, site: Site) -> bool:
    other = file.project.files.get(site.path)
    return other is not None and is_left_to_people(other)


def _is_picked(file: SourceFile, site: Site) -> bool:
    other = file.project.files.get(site.path)
    return other is not None and other.kind == "python" and is_picked(other)


def _one_place(file: SourceFile, finding: Finding) -> str:
    """What the service reads its settings with, where one of the finding's files reads none itself; or ''."""
    others = [file.project.files.get(each.path) for each in finding.sites]
    return next((found for each in others if each and each.kind == "python" and (found := place_of_settings(each))), "")


def _use(file: SourceFile, span: Span) -> Use:
    whole = use_of(file)
    if whole is not Use.PRODUCTION or file.kind != "python":
        return whole
    return use_at_place(file, *_place(file, span))


def _is_reached(file: SourceFile, span: Span) -> bool:
    return may_reach_production(file) and (
        use_of(file) is not Use.PRODUCTION or reaches_production_at(file, *_place(file, span))
    )


def _place(file: SourceFile, span: Span) -> tuple[int, int]:
    """Where a span begins, as `ast` counts."""
    line = file.lines[span.line - 1] if span.line <= len(file.lines) else ""
    return span.line, len(line[: span.column - 1].encode())
