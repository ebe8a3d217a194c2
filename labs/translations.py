"""What of the workshop is said in another language: which pages are behind the English ones, which texts are missing.

A translated page begins with the digest of the English page that it was made from.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from codemods.engine.registry import rules
from codemods.reports.explain import summary
from codemods.vocabulary import languages
from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from labs import experiments
from labs.experiments import EXPERIMENTS
from labs.experiments.file_logs import BUFFERS
from labs.incident.incidents import INCIDENTS
from labs.incident.notes import PARTS
from labs.said import CAUSES

PAGES = Path(__file__).parent / "pages"
_HEAD = re.compile(r"\A---\nenglish: (\w+)\n---\n")
# What a figure's name or text may hold where an f-string has a value.
_SAMPLE = "7"
_SENTENCES = ("str", "list[str]", "tuple[str, list[str]]")


def digest(page: Path) -> str:
    """What tells one state of an English page from another."""
    return hashlib.sha256(page.read_bytes()).hexdigest()[:12]


def states(language: str, pages: Path = PAGES) -> Iterator[tuple[str, str]]:
    """Each English page's name, and whether its translation is `current`, `behind` or `missing`."""
    for english in sorted((pages / languages.ENGLISH).glob("*.md")):
        theirs = pages / language / english.name
        yield english.name, _state(theirs, digest(english))


def _state(page: Path, english: str) -> str:
    if not page.is_file():
        return "missing"
    head = _HEAD.match(page.read_text(encoding="utf-8"))
    return "current" if head and head[1] == english else "behind"


def mark(language: str, name: str, pages: Path = PAGES) -> None:
    """Say that a translated page now tells what the English one tells. Raises OSError if there is no such page."""
    page = pages / language / name
    text = _HEAD.sub("", page.read_text(encoding="utf-8")).lstrip("\n")
    page.write_text(f"---\nenglish: {digest(pages / languages.ENGLISH / name)}\n---\n\n{text}", encoding="utf-8")


def unsaid(language: str) -> list[str]:
    """What the catalogue of a language lacks of all that a person is shown."""
    before = languages.chosen()
    languages.choose(language)
    try:
        return [text for text in dict.fromkeys(_texts()) if languages.said(text) == text]
    finally:
        languages.choose(before)


def _texts() -> Iterator[str]:
    for row in ANTI_PATTERNS.values():
        yield from (row.title, row.talk, row.why, row.remedy)
    for rule in rules().values():
        yield summary(rule)
        why = rule.doc.split("\n\n")[1]
        if not why.endswith("::"):
            yield " ".join(why.split())
    for experiment in EXPERIMENTS.values():
        yield from filter(None, (experiment.question, experiment.claim, experiment.imitated))
    for path in sorted(Path(experiments.__file__).parent.glob("*.py")):
        tree = ast.parse(path.read_bytes())
        yield from figures(tree)
        yield from mistakes(tree)
    yield from PARTS.values()
    for incident in INCIDENTS.values():
        yield from (incident.alert, *vars(incident.note).values())
    for _, cause in (*CAUSES, *BUFFERS):
        yield cause.format(_SAMPLE, _SAMPLE)


def figures(tree: ast.AST) -> Iterator[str]:
    """The names that an experiment's module gives its figures; a number stands where they have a value."""
    made = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    makers = {"Figure", *(each.name for each in made if each.returns and ast.unparse(each.returns) == "Figure")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
            yield from _text(node.args[0])


def mistakes(tree: ast.AST) -> Iterator[str]:
    """The sentences that an experiment's module has for what is behind a harm: those of functions that return such."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) in _SENTENCES:
            for each in node.body[ast.get_docstring(node) is not None :]:
                yield from (text for text in _texts_in(each) if text.count(" ") > 3)


def _texts_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant | ast.JoinedStr):
        yield from _text(node)
        return
    for child in ast.iter_child_nodes(node):
        yield from _texts_in(child)


def _text(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else _SAMPLE for part in values)
