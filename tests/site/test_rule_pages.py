"""A page a rule: it tells what `operable explain` tells, and is where SARIF says that it is."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from codemods.cli import main
from codemods.engine import contract
from codemods.engine.registry import rules
from codemods.reports.explain import explanation
from codemods.reports.formats import sarif
from codemods.vocabulary import languages
from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.finding import Safety
from codemods.vocabulary.references import REFERENCES
from docs.site import rules as rule_pages
from docs.site.pages import GROUPS, ROOT
from docs.site.refusals import refusals
from docs.site.staging import served
from tests.codemods.trees import HANDLER, plant

WORDS = tomllib.loads((ROOT / "docs/site/words.toml").read_text(encoding="utf-8"))
NONE: dict[str, Safety] = {}


@pytest.fixture(params=GROUPS)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language of the site, chosen."""
    languages.choose(request.param)
    yield request.param
    languages.choose("en")


def letters(text: str) -> str:
    """What is left without marks of any kind."""
    return "".join(filter(str.isalnum, text.casefold()))


def seen(markdown: str) -> str:
    """What a browser shows of it, letters only."""
    shown = MarkdownIt("commonmark", {"html": True}).render(markdown)
    return letters(html.unescape(re.sub(r"<[^>]+>", "", shown)))


def test_a_page_tells_what_explain_tells(language: str) -> None:
    words = WORDS[language]
    for code, rule in rules().items():
        page = rule_pages.page(rule, language, NONE)
        told = explanation({code: rule}, code)
        head, chips, rest = page.split("\n\n", 2)
        told_first, _, told_below = told.partition(silence(told))
        main_part, _, _ = rest.partition(f"## {words['refused']}")
        assert seen(f"{head}\n\n{main_part}") == letters(told_first), code
        for each in told_below.splitlines():
            assert letters(each) in seen(page), code
        assert ANTI_PATTERNS[rule.anti_pattern].slug in chips


def silence(told: str) -> str:
    """The line with which what is below the fix begins."""
    (line,) = [each for each in told.splitlines() if "operable: ignore[" in each]
    return line


def test_the_japanese_pages_are_japanese(language: str) -> None:
    page = rule_pages.page(rules()["OP501"], language, NONE)
    assert ("## Before" in page, "## 修正前" in page) == (language == "en", language == "ja")
    assert ("https://12factor.net/ja/config" in page) is (language == "ja")


def test_a_page_has_a_heading_over_each_block_of_code_and_over_the_remedy(language: str) -> None:
    for code, rule in rules().items():
        page = rule_pages.page(rule, language, NONE)
        main_part, _, _ = page.partition(f"## {WORDS[language]['refused']}")
        kinds = [token.type for token in MarkdownIt("commonmark").parse(main_part)]
        blocks = len(re.findall(r"^(?:Before|After)::$", rule.doc, re.MULTILINE))
        assert (kinds.count("fence"), kinds.count("code_block")) == (blocks, 0), code
        remedies = len(re.findall(r"^By hand: ", rule.doc, re.MULTILINE))
        assert main_part.count(f"\n## {WORDS[language]['by hand']}\n") == remedies, code


def test_all_rules_are_listed_with_what_their_fix_can_be(language: str) -> None:
    index = rule_pages.index(language)
    for code, rule in rules().items():
        (line,) = [each for each in index.splitlines() if each.startswith(f"| [{code}]({code}.md) |")]
        assert f">{WORDS[language][rule.safety.value]}<" in line
    assert [f"{{#{row.slug}}}" in index for row in ANTI_PATTERNS.values()] == [True] * 8


def test_sarif_leads_to_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    about = Message()
    about["Project-URL"] = "Documentation, https://operable.example/docs/"
    monkeypatch.setattr(sarif, "metadata", lambda _: about)
    targets = rule_pages.stage("en", tmp_path, dict.fromkeys(rules(), NONE))
    for code in rules():
        address = sarif._page(code)["helpUri"]
        assert address.removeprefix("https://operable.example/docs/") in map(served, targets)
        assert (tmp_path / "rules" / f"{code}.md").is_file()


def test_what_is_refused_is_what_the_rule_s_cases_say() -> None:
    found = refusals(["OP302", "OP114"])
    assert found["OP114"] == {}
    assert Safety.NONE in found["OP302"].values()
    page = rule_pages.page(rules()["OP302"], "en", found["OP302"])
    for remedy in found["OP302"]:
        assert letters(remedy) in seen(page)
    assert WORDS["en"]["no fix"] in rule_pages.page(rules()["OP114"], "en", NONE)


def test_many_refusals_are_folded() -> None:
    page = rule_pages.page(rules()["OP302"], "en", {f"remedy_{number} <x>": Safety.NONE for number in range(6)})
    assert "<summary>2 more</summary>" in page
    assert r"remedy\_5 \<x>" in page


def test_every_condition_of_the_contract_is_said() -> None:
    said = rule_pages.conditions_of_the_contract()
    assert len(set(said)) == len(contract.CONDITIONS)
    assert all(each.endswith(".") for each in said)
    text = rule_pages.page(rules()["OP501"], "en", NONE)
    assert all(each in text for each in said)


@pytest.mark.parametrize(
    ("code", "name"),
    [("CMD gunicorn app:app", "dockerfile"), ('CMD ["a"]', "dockerfile"), ("x = 1\n…\ny = 2", "python"),
     ("environment:\n  A: b", "yaml"), ("flask\nsqlalchemy", "python"), ("-r a.txt", "text")],
)  # fmt: skip
def test_what_code_is(code: str, name: str) -> None:
    assert rule_pages.syntax(code) == name


def test_each_anti_pattern_has_links_to_others() -> None:
    assert set(REFERENCES) == set(ANTI_PATTERNS)
    for number, all_of_them in REFERENCES.items():
        assert sum("12factor.net" in each.address for each in all_of_them) >= 1, number
        assert len(all_of_them) >= 3
        assert all(each.address.startswith("https://") for each in all_of_them)


@pytest.mark.parametrize("code", rules())
def test_the_commands_of_a_page_run(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    monkeypatch.chdir(tmp_path)
    block = rule_pages.page(rules()[code], "en", NONE).partition("```console\n")[2].partition("```")[0]
    commands = re.findall(r"^\$ operable (.+)$", block, re.MULTILINE)
    assert len(commands) == (2 if rules()[code].safety is Safety.NONE else 3)
    for command in commands:
        done = CliRunner().invoke(main, command.split())
        assert done.exit_code in (0, 1), (command, done.output)
        assert done.exception is None or isinstance(done.exception, SystemExit), command
