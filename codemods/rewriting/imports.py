"""Imports of a rewritten file: new ones in their sorted place, those that nothing uses any more taken out."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Sequence

import libcst as cst

from codemods.analysis.source import SourceFile
from codemods.rewriting.edit import Edit

_LOCAL, _THIRD_PARTY, _STANDARD, _FUTURE = 3, 2, 1, 0


def add_imports(file: SourceFile, module: cst.Module, edit: Edit) -> cst.Module:
    """The module with the imports that the edit asked for."""
    for name in sorted(edit.imports):
        module = _insert(file, module, name, None, edit)
    for source, name in sorted(edit.from_imports):
        module = _insert(file, module, source, name, edit)
    return module


def drop_imports(file: SourceFile, module: cst.Module) -> cst.Module:
    """The module without the imports that were used before the rewrite and are not any more.

    `import a.b` of which only `a` is still used becomes `import a`.
    """
    try:
        after = ast.parse(module.code)
    except SyntaxError:
        return module
    unused = _names_used(file.tree) - _names_used(after)
    dropped = {name for name in _imported_names(file.tree) & unused if not _imported_elsewhere(file, name)}
    idle = _dotted_imports(file.tree) & _dotted_used(file.tree) - _dotted_used(after)
    shortened = {each for each in idle if not _relied_on(file, each)}
    return module.visit(_Dropper(dropped, shortened, _plain_imports(file.tree))) if dropped or shortened else module


def _plain_imports(tree: ast.Module) -> set[str]:
    return {
        alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names if not alias.asname
    }


def _relied_on(file: SourceFile, module: str) -> bool:
    """Whether another file uses the submodule without importing it itself."""
    own = re.compile(rf"^\s*(import|from)\s+{re.escape(module)}\b".encode(), re.MULTILINE)
    return any(
        other is not file and not own.search(other.data) for other in file.project.mentioning(f"{module}.".encode())
    )


def _dotted_imports(tree: ast.Module) -> set[str]:
    """Each `a.b` of `import a.b`."""
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if not alias.asname and alias.name.count(".") == 1
    }


def _dotted_used(tree: ast.Module) -> set[str]:
    return {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


def _names_used(tree: ast.Module) -> set[str]:
    """Every name that the module reads, and every string that could be one (`__all__`, quoted annotations)."""
    used: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            used.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
            used.update(re.findall(r"[A-Za-z_]\w*", node.value) if node.value.count(" ") < 4 else ())
    return used


def _imported_names(tree: ast.Module) -> set[str]:
    """What the import statements bind, but for those in a `try` and, in a package's own file, those of our modules."""
    found: set[str] = set()
    blocks: list[list[ast.stmt]] = [tree.body]
    while blocks:
        for node in blocks.pop():
            if isinstance(node, ast.Import | ast.ImportFrom):
                found.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.If | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.With):
                blocks += [node.body, getattr(node, "orelse", [])]
    return found


def _imported_elsewhere(file: SourceFile, name: str) -> bool:
    """Whether another module may take the name from this one."""
    stem = file.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
    pattern = re.compile(
        rf"\b{re.escape(stem)}\b[^\n]*\b{re.escape(name)}\b|from \.[\w.]* import|\b{stem}\.{name}\b".encode()
    )
    return any(
        other is not file and pattern.search(other.data)
        for other in file.project.mentioning(stem.encode(), name.encode())
    )


class _Dropper(cst.CSTTransformer):
    """Takes names out of the import statements, but for those in a `try`."""

    def __init__(self, dropped: set[str], shortened: set[str], plain: set[str]) -> None:
        super().__init__()
        self.dropped = dropped
        self.shortened = shortened
        self.plain = plain

    def visit_Try(self, node: cst.Try) -> bool:
        return False

    def leave_Import(self, original_node: cst.Import, updated_node: cst.Import) -> cst.Import | cst.RemovalSentinel:
        kept = self._kept(updated_node.names)
        kept = [self._short(each) for each in kept if not self._repeated(each)]
        return updated_node.with_changes(names=_ended(kept)) if kept else cst.RemoveFromParent()

    def _repeated(self, alias: cst.ImportAlias) -> bool:
        """Whether `import a` stands beside an `import a.b` that nothing needs any more."""
        name = alias.evaluated_name
        return not alias.asname and name in self.shortened and name.partition(".")[0] in self.plain

    def _short(self, alias: cst.ImportAlias) -> cst.ImportAlias:
        if alias.asname or alias.evaluated_name not in self.shortened:
            return alias
        return alias.with_changes(name=cst.Name(_local_name(alias)))

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom | cst.RemovalSentinel:
        if isinstance(updated_node.names, cst.ImportStar):
            return updated_node
        kept = self._kept(updated_node.names)
        if len(kept) == len(updated_node.names):
            return updated_node
        return updated_node.with_changes(names=kept) if kept else cst.RemoveFromParent()

    def _kept(self, names: Sequence[cst.ImportAlias]) -> list[cst.ImportAlias]:
        kept = [each for each in names if _local_name(each) not in self.dropped]
        if kept and len(kept) < len(names) and names[-1] not in kept:
            kept[-1] = kept[-1].with_changes(comma=names[-1].comma)
        return kept


def _ended(aliases: list[cst.ImportAlias]) -> list[cst.ImportAlias]:
    return [*aliases[:-1], aliases[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)]


def _local_name(alias: cst.ImportAlias) -> str:
    name = alias.evaluated_alias or alias.evaluated_name
    return name.partition(".")[0]


def _group(file: SourceFile, module: str) -> int:
    top = module.partition(".")[0]
    if top == "__future__":
        return _FUTURE
    if module.startswith("."):
        return _LOCAL
    if top in sys.stdlib_module_names:
        return _STANDARD
    return _LOCAL if file.project.module(top, file.path) else _THIRD_PARTY


def _described(statement: cst.CSTNode) -> tuple[str, str | None] | None:
    """The module of an import statement, and None or the first name of its `from` form."""
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return None
    node = statement.body[0]
    if isinstance(node, cst.Import):
        return node.names[0].evaluated_name, None
    if isinstance(node, cst.ImportFrom):
        dots = "." * len(node.relative)
        name = cst.Module([]).code_for_node(node.module) if node.module else ""
        first = "*" if isinstance(node.names, cst.ImportStar) else node.names[0].evaluated_name
        return dots + name, first
    return None


def _insert(file: SourceFile, module: cst.Module, name: str, member: str | None, edit: Edit) -> cst.Module:
    body = list(module.body)
    imports = [(index, found) for index, each in enumerate(body) if (found := _described(each))]
    # Only the run of imports at the top counts; imports between other code are somebody's special case.
    top: list[tuple[int, tuple[str, str | None]]] = []
    for index, found in imports:
        between = body[top[-1][0] + 1 : index] if top else body[:index]
        if any(not _is_preamble(each) for each in between):
            break
        top.append((index, found))
    if member is not None:
        for index, (source, first) in top:
            if source == name and first not in (None, "*"):
                return module.with_changes(body=[*body[:index], _with_member(body[index], member), *body[index + 1 :]])
    code = f"from {name} import {member}" if member else f"import {name}"
    statement = edit.statement(code + "\n")
    group = _group(file, name)
    grouped = [(index, found, _group(file, found[0])) for index, found in top]
    same = [(index, found) for index, found, each in grouped if each == group]
    if same:
        return _among(module, statement, same, (name, member))
    earlier = [index for index, _, each in grouped if each < group]
    later = [index for index, _, each in grouped if each > group]
    blank = cst.EmptyLine(indent=False)
    if earlier:
        position = earlier[-1] + 1
        body.insert(position, statement.with_changes(leading_lines=[blank]))
        return module.with_changes(body=body)
    if later:
        position = later[0]
        first_later = body[position]
        assert isinstance(first_later, cst.SimpleStatementLine)
        body[position] = first_later.with_changes(leading_lines=[blank])
        body.insert(position, statement.with_changes(leading_lines=first_later.leading_lines))
        return module.with_changes(body=body)
    position = 1 if body and _is_docstring(body[0]) else 0
    if position == 0:
        if body:
            following = body[0]
            gap = [blank, blank] if isinstance(following, cst.ClassDef | cst.FunctionDef) else [blank]
            body[0] = following.with_changes(leading_lines=[*gap, *following.leading_lines])
        return module.with_changes(body=[statement, *body])
    body.insert(position, statement.with_changes(leading_lines=[blank]))
    if position + 1 < len(body) and not getattr(body[position + 1], "leading_lines", ()):
        body[position + 1] = body[position + 1].with_changes(leading_lines=[blank])
    return module.with_changes(body=body)


def _among(
    module: cst.Module,
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement,
    same: list[tuple[int, tuple[str, str | None]]],
    new: tuple[str, str | None],
) -> cst.Module:
    """Into a group of imports, where sorting by (plain before from, module) puts it."""
    body = list(module.body)

    def key(found: tuple[str, str | None]) -> tuple[bool, str]:
        return (found[1] is not None, found[0].lower())

    before = [index for index, found in same if key(found) < key(new)]
    keys = [key(found) for _, found in same]
    if before and keys == sorted(keys):
        body.insert(before[-1] + 1, statement)
    elif keys == sorted(keys):
        first = same[0][0]
        old = body[first]
        assert isinstance(old, cst.SimpleStatementLine)
        body[first] = old.with_changes(leading_lines=[])
        body.insert(first, statement.with_changes(leading_lines=old.leading_lines))
    else:
        plain = [index for index, found in same if (found[1] is None) == (new[1] is None)]
        smaller = [index for index, found in same if found[0].lower() < new[0].lower() and index in plain]
        body.insert((smaller or plain or [same[-1][0]])[-1] + 1, statement)
    return module.with_changes(body=body)


def _with_member(statement: cst.CSTNode, member: str) -> cst.CSTNode:
    """A `from` import with one more name, in sorted place if its names are sorted."""
    assert isinstance(statement, cst.SimpleStatementLine)
    node = statement.body[0]
    assert isinstance(node, cst.ImportFrom)
    assert not isinstance(node.names, cst.ImportStar)
    aliases = list(node.names)
    names = [each.evaluated_name for each in aliases]
    position = len(names)
    if names == sorted(names, key=str.lower):
        position = sum(each.lower() < member.lower() for each in names)
    comma = next((each.comma for each in aliases[:-1]), cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")))
    last_comma = aliases[-1].comma
    aliases.insert(position, cst.ImportAlias(name=cst.Name(member)))
    aliases = [each.with_changes(comma=comma) for each in aliases[:-1]] + [aliases[-1].with_changes(comma=last_comma)]
    return statement.with_changes(body=[node.with_changes(names=aliases)])


def _is_docstring(statement: cst.CSTNode) -> bool:
    return (
        isinstance(statement, cst.SimpleStatementLine)
        and isinstance(statement.body[0], cst.Expr)
        and isinstance(statement.body[0].value, cst.SimpleString | cst.ConcatenatedString)
    )


def _is_preamble(statement: cst.CSTNode) -> bool:
    """What may stand between the imports at the top of a file: a docstring, dunders, guarded imports."""
    if _is_docstring(statement):
        return True
    if isinstance(statement, cst.SimpleStatementLine):
        node = statement.body[0]
        return (
            isinstance(node, cst.Assign)
            and isinstance(node.targets[0].target, cst.Name)
            and node.targets[0].target.value.startswith("__")
        )
    return isinstance(statement, cst.Try | cst.If)
