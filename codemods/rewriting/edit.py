"""What a rewriter may ask for besides its replacement node: names, imports, files, text edits."""

from __future__ import annotations

import ast
import os
import re
from functools import cached_property
from typing import TYPE_CHECKING

import libcst as cst

from codemods.domains.settings.readers.of_library import Reader, settings_reader
from codemods.model.scopes import tables
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Site, Span
from codemods.vocabulary.rule import Skip

if TYPE_CHECKING:
    pass

_SINGLE = re.compile(r"(?<![\w'\"])'(?!')[^'\n]*'")
_DOUBLE = re.compile(r'(?<![\w\'"])"(?!")[^"\n]*"')


class Edit:
    """The change of one file. `finding` and `site` are what is being rewritten."""

    finding: Finding
    site: Site

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.imports: set[str] = set()
        self.from_imports: set[tuple[str, str]] = set()
        # Names that imports of the file bind already, and that the new code reads.
        self.relied: set[str] = set()
        self.files: dict[str, str] = {}
        self.replacements: list[tuple[int, int, str]] = []

    @cached_property
    def reader(self) -> Reader | None:
        """What the file reads its settings with, if that is a library's."""
        return settings_reader(self.file)

    @cached_property
    def quote(self) -> str:
        """The quote that the file's string literals mostly use."""
        text = self.file.text
        return "'" if len(_SINGLE.findall(text)) > len(_DOUBLE.findall(text)) else '"'

    def string(self, value: str) -> str:
        """The source of a string literal in the file's own quotes."""
        text = repr(value)
        if text[0] == self.quote or self.quote in text[1:-1] or text[0] in text[1:-1]:
            return text
        return f"{self.quote}{text[1:-1]}{self.quote}"

    def expression(self, code: str) -> cst.BaseExpression:
        """The LibCST node of an expression's source."""
        return cst.parse_expression(code, self._config)

    def statement(self, code: str) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
        """The LibCST node of a statement's source, indented and ended as the file does it."""
        return cst.parse_statement(code, self._config)

    @property
    def indent(self) -> str:
        """One level of the file's indentation."""
        return str(self._config.default_indent)

    @cached_property
    def _config(self) -> cst.PartialParserConfig:
        newline = "\r\n" if "\r\n" in self.file.text else "\n"
        indent = re.search(r"^(\t| {2,8})\S", self.file.text, re.MULTILINE)
        return cst.PartialParserConfig(default_indent=indent[1] if indent else "    ", default_newline=newline)

    def name(self, qualified: str) -> str:
        """How this file calls a thing of an importable module: `os.environ`, or `environ` where that is imported.

        Adds `import os` where nothing fits. Raises Skip where the file uses the module's name for something else.
        """
        parts = qualified.split(".")
        for size in range(len(parts), 0, -1):
            prefix = ".".join(parts[:size])
            if local := self.imported.get(prefix):
                self._require_imports_only(local)
                self.relied.add(local.partition(".")[0])
                return ".".join([local, *parts[size:]])
        self._claim(parts[0])
        self.imports.add(parts[0])
        return qualified

    def from_name(self, module: str, name: str) -> str:
        """How this file calls `name` of `module`; adds `from module import name` where nothing fits."""
        if local := self.imported.get(f"{module}.{name}"):
            self._require_imports_only(local)
            self.relied.add(local)
            return local
        self._claim(name, plain=False)
        self.from_imports.add((module, name))
        return name

    @cached_property
    def imported(self) -> dict[str, str]:
        """What the module's own import statements bind: qualified name to local name. Relative ones keep their dots."""
        found: dict[str, str] = {}
        for node in self.file.tree.body:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.asname:
                        found.setdefault(alias.name, alias.asname)
                    else:
                        top = alias.name.partition(".")[0]
                        found.setdefault(top, top)
            elif isinstance(node, ast.ImportFrom):
                module = "." * node.level + (node.module or "")
                for alias in node.names:
                    found.setdefault(
                        f"{module}.{alias.name}" if node.module else f"{module}{alias.name}",
                        alias.asname or alias.name,
                    )
        return found

    def _require_imports_only(self, local: str) -> None:
        """Raise Skip where the name, imported at the top, is something else in another part of the file."""
        for table in tables(self.file).values():
            if any(binding.kind not in ("import", "from") for binding in table.names.get(local, [])):
                raise Skip(f"the file uses the name {local} for something else")

    def _claim(self, name: str, plain: bool = True) -> None:
        """Raise Skip unless the name is free, or (`plain`) an `import name` somewhere binds it to the same module."""
        for table in tables(self.file).values():
            for binding in table.names.get(name, []):
                if not (plain and binding.kind == "import" and _is_plain(binding.node, name)):
                    raise Skip(f"the file uses the name {name} for something else")

    def add_file(self, path: str, content: str) -> None:
        """A file that the fix needs in the project. Raises Skip where another one stands there already."""
        present = self.file.project.files.get(path)
        if present is not None and present.text != content:
            raise Skip(f"{path} exists already and is another one")
        if present is None and os.path.lexists(self.file.project.root / path):
            raise Skip(f"{path} exists already")
        self.files[path] = content

    def replace(self, span: Span, text: str) -> None:
        """Replace a stretch of a file that is no Python."""
        self.replacements.append(
            (self._offset(span.line, span.column), self._offset(span.end_line, span.end_column), text)
        )

    def _offset(self, line: int, column: int) -> int:
        starts = self._line_starts
        return starts[line - 1] + column - 1 if line <= len(starts) else len(self.file.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", self.file.text))]


def _is_plain(alias: ast.AST, name: str) -> bool:
    return isinstance(alias, ast.alias) and alias.name.partition(".")[0] == name and alias.asname in (None, alias.name)
