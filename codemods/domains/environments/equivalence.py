"""Whether code that picks by the environment's name does the same once settings take its place.

Both are evaluated for every name that the file speaks of, for another one, with the variable empty and not set at all.
An environment is given its own `env/<environment>.env`; where there is none, nothing is given. All names, all that is
put under attributes and keys, and all that calls can see has to be equal, else nothing is written.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from codemods.domains.environments.execution import outcome
from codemods.domains.environments.names import is_environment, is_testing
from codemods.domains.environments.worlds import Fork, Undecided, World, variables
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Setting

_ANOTHER = "another-environment"
_MAX_FORKS = 16


def agrees(
    file: SourceFile, node: ast.AST, instead: Mapping[ast.AST, Any], settings: Sequence[Setting], names: Sequence[str]
) -> bool:
    """Whether the file does the same with `instead` in the place of its nodes, in every environment.

    `node` is what picks, `settings` are what is read instead; `names` are environments that the caller knows of.
    """
    scope = file.function(node) or file.tree
    judged = frozenset((node, *instead))
    watched = frozenset(
        each.id
        for root in judged
        for each in ast.walk(root if isinstance(root, ast.stmt) else file.statement(root))
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    )
    try:
        variable = _variable(file, scope, judged)
        if variable is None:
            return False
        for present in _presents(file, judged, names):
            given = {variable: present} | {each.name: _given(each, present) for each in settings}
            for choices in _choices(file, scope, judged, given):
                before, after = (
                    outcome(World(dict(given), judged, changed, choices, watched), file, scope)
                    for changed in ({}, instead)
                )
                if before != after:
                    return False
    except (Undecided, Fork, RecursionError):
        return False
    return True


def _given(setting: Setting, present: str | None) -> str | None:
    """What the environment's own file gives; a secret stands in `.env` everywhere."""
    return setting.environments.get((present or "").lower(), setting.value if setting.secret else None)


def _presents(file: SourceFile, judged: frozenset[ast.AST], names: Sequence[str]) -> list[str | None]:
    """The names to try, as the judged nodes spell them, and the other environments that the file speaks of."""
    known = {each.lower() for each in names}
    spelled = {
        word
        for root in judged
        for each in ast.walk(root)
        if (word := literal(each)) and word.lower() in known
    }  # fmt: skip
    others = {
        word
        for each in file.nodes(ast.Constant)
        if (word := literal(each)) and (is_environment(word, surely=False) or is_testing(word))
    }
    tried = known | {each.lower() for each in spelled}
    known -= {each.lower() for each in spelled}
    return [None, "", _ANOTHER, *sorted(spelled | known), *sorted(each for each in others if each.lower() not in tried)]


def _variable(file: SourceFile, scope: ast.AST, judged: frozenset[ast.AST]) -> str | None:
    """The only variable of the environment that the judged nodes decide by."""
    found: set[str] = set()
    for choices in _choices(file, scope, judged, {}):
        world = World({}, judged, {}, choices)
        outcome(world, file, scope)
        found |= {name for each in world.decided for name in variables(each)}
    return found.pop() if len(found) == 1 else None


def _choices(
    file: SourceFile, scope: ast.AST, judged: frozenset[ast.AST], given: Mapping[str, str | None]
) -> Iterator[dict[Any, bool]]:
    """Every way that unknown tests around the judged nodes can go. Raises Undecided where there are too many."""
    pending: list[dict[Any, bool]] = [{}]
    done = 0
    while pending:
        choices = pending.pop()
        done += 1
        if done > _MAX_FORKS:
            raise Undecided
        try:
            outcome(World(dict(given), judged, {}, choices), file, scope)
        except Fork as fork:
            pending += [choices | {fork.key: True}, choices | {fork.key: False}]
        else:
            yield choices
