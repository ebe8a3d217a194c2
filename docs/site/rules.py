"""A page a rule, made of what `operable explain` says, and a page that lists them all."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from codemods.engine import contract
from codemods.engine.registry import rules
from codemods.reports.explain import notes, paragraphs, summary
from codemods.vocabulary import languages
from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.finding import Safety
from codemods.vocabulary.languages import said
from codemods.vocabulary.references import REFERENCES, TALK_ADDRESS
from codemods.vocabulary.rule import Rule
from docs.site.staging import write

# What the pages say beside what `explain` says, by language.
_WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
# More reasons than this are folded away.
_SHOWN = 4


def stage(language: str, folder: Path, refused: Mapping[str, Mapping[str, Safety]]) -> dict[str, str]:
    """Write `rules/<CODE>.md` of every rule, and `rules/index.md`. Gives each target's name in the navigation."""
    before = languages.chosen()
    languages.choose(language)
    try:
        write(folder / "rules/index.md", index(language))
        for code, rule in rules().items():
            write(folder / f"rules/{code}.md", page(rule, language, refused[code]))
    finally:
        languages.choose(before)
    return {f"rules/{code}.md": f"{code} {rule.name}" for code, rule in rules().items()}


def index(language: str) -> str:
    """The rules by anti-pattern, with what a fix can be."""
    words = _WORDS[language]
    return "\n\n".join([f"# {words['rules']}", words["legend"], *_tables(words)]) + "\n"


def _tables(words: Mapping[str, str]) -> Iterator[str]:
    for number, row in ANTI_PATTERNS.items():
        yield f"## {number} {said(row.title)} {{#{row.slug}}}"
        yield f"{said(f'What: {row.talk}.')}\n\n{said(f'Why it hurts: {row.why}')}\n\n{said(f'Remedy: {row.remedy}')}"
        lines = [f"| {words['rule']} | {words['finds']} | {words['fix']} |", "|---|---|---|"]
        for code, rule in rules().items():
            if rule.anti_pattern == number:
                lines.append(f"| [{code}]({code}.md) | {said(summary(rule))} | {_chip(rule.safety, words)} |")
        yield "\n".join(lines)


def page(rule: Rule, language: str, refused: Mapping[str, Safety]) -> str:
    """The page of one rule."""
    words = _WORDS[language]
    first, *rest = paragraphs(rule)
    row = ANTI_PATTERNS[rule.anti_pattern]
    chips = f"{_chip(rule.safety, words)} [{row.number} {said(row.title)}](index.md#{row.slug})"
    parts = [f"# {_one_line(first).rstrip('.')}", chips, *(_shown(each, words) for each in rest)]
    fix, *others = map(said, notes(rule))
    parts += [f"## {words['fix'].capitalize()}", fix.partition(": ")[2]]
    parts += [f"## {words['refused']}", *_refused(rule, words, refused)]
    parts += [f"## {words['try']}", _commands(rule), *others]
    parts += [f"## {words['more']}", _links(rule.anti_pattern, language, words)]
    return "\n\n".join(parts) + "\n"


def _chip(safety: Safety, words: Mapping[str, str]) -> str:
    return f'<span class="fix fix-{safety.value}">{words[safety.value]}</span>'


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _shown(paragraph: str, words: Mapping[str, str]) -> str:
    """A paragraph of the documentation: `Before::` is a heading over its code, `By hand:` one over its text."""
    by_hand = f"{words['by hand']}: "
    head, _, code = paragraph.partition("\n\n")
    if code:
        block = "\n".join(line.removeprefix("    ") for line in code.splitlines())
        return f"## {head.removesuffix('::')}\n\n```{syntax(block)}\n{block}\n```"
    if paragraph.startswith(by_hand):
        return f"## {words['by hand']}\n\n{_sentence(paragraph.removeprefix(by_hand))}"
    return paragraph


def syntax(code: str) -> str:
    """What the code is, for its colours: "python", "dockerfile", "yaml" or "text"."""
    if re.match(r"(FROM|CMD|ENTRYPOINT|RUN|ENV|ARG|COPY|VOLUME|WORKDIR)\b", code):
        return "dockerfile"
    try:
        ast.parse(code.replace("…", "..."))
    except SyntaxError:
        return "yaml" if re.match(r"[\w-]+:(\s|$)", code) else "text"
    return "python"


def _refused(rule: Rule, words: Mapping[str, str], refused: Mapping[str, Safety]) -> Iterator[str]:
    if rule.safety is Safety.NONE:
        yield words["no fix"]
        return
    lines = [f"- {_chip(safety, words)} {_plain(remedy)}" for remedy, safety in refused.items()]
    yield words["less"] if lines else words["one"]
    if lines[:_SHOWN]:
        yield "\n".join(lines[:_SHOWN])
    if rest := lines[_SHOWN:]:
        yield _folded(words["others"].format(len(rest)), "\n".join(rest))
    conditions = "\n".join(f"- {each}" for each in conditions_of_the_contract())
    yield words["contract"]
    yield conditions


def conditions_of_the_contract() -> list[str]:
    """Each condition in one sentence: what its module, or the function itself, says first of itself."""
    said_first = []
    for each in contract.CONDITIONS:
        text = each.__doc__ if each.__module__ == contract.__name__ else inspect.getmodule(each).__doc__
        said_first.append(_one_line((text or "").partition("\n\n")[0]))
    return said_first


def _plain(text: str) -> str:
    """A finding's words as Markdown that shows them as they are, but for `code`."""
    parts = re.split(r"(`[^`]+`)", text)
    return "".join(part if place % 2 else re.sub(r"([*_<\[\]])", r"\\\1", part) for place, part in enumerate(parts))


def _folded(title: str, text: str) -> str:
    return f'<details markdown="1"><summary>{title}</summary>\n\n{text}\n\n</details>'


def _commands(rule: Rule) -> str:
    lines = [f"$ operable explain {rule.code}", f"$ operable check --select {rule.code}"]
    if rule.safety is not Safety.NONE:
        unsafe = " --unsafe" if rule.safety is Safety.UNSAFE else ""
        lines.append(f"$ operable apply --select {rule.code}{unsafe} --diff")
    return "```console\n" + "\n".join(lines) + "\n```"


def _links(number: int, language: str, words: Mapping[str, str]) -> str:
    row = ANTI_PATTERNS[number]
    workshop = f"../workshop/{number}-{row.slug}.md"
    links = [f"- [{said(row.title)}]({workshop})", f"- [{words['talk']}]({TALK_ADDRESS})"]
    links += [f"- [{each.title}]({each.address_in(language)})" for each in REFERENCES[number]]
    return "\n".join(links)
