"""Rules of a project's own: the example of docs/own-rules.md, its examples, and that nobody's code is run unasked."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from codemods.engine.request import KNOWN
from tests.codemods.trees import HANDLER, ROOT, codemods, plant

PAGE = (ROOT / "docs/own-rules.md").read_text()
BEFORE = "import billing\n\nclient = billing.connect(timeout=5)\n"
AFTER = (
    'import os\n\nimport billing\n\nclient = billing.connect(timeout=float(os.environ.get("BILLING_TIMEOUT", "5")))\n'
)


def example() -> str:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(code.splitlines()) < 60
    return str(code)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return plant(
        tmp_path,
        {
            "ops/rules/zz501.py": example(), "app.py": BEFORE,
            "pyproject.toml": '[tool.operable]\nrules = ["ops/rules"]\nexclude = ["ops"]\n',
            "ops/rules/zz501/simple/before/app.py": BEFORE, "ops/rules/zz501/simple/after/app.py": AFTER,
            "ops/rules/zz501/other/before/app.py": "import billing\n\nbilling.connect()\n",
        },
    )  # fmt: skip


def test_the_example_of_the_page(tree: Path) -> None:
    (command,) = re.findall(r"^\$ operable (.+)$", PAGE, re.MULTILINE)
    done = codemods(*command.split(), cwd=tree)
    assert done.stdout.splitlines() == ["ok ZZ501 zz501/other", "ok ZZ501 zz501/simple"], done.stdout + done.stderr
    assert done.returncode == 0


TYPED = (
    ("rule = Rule(", "@dataclass(frozen=True)\nclass Timeout:\n    kind: str\n\n\nrule = Rule[Timeout]("),
    ("import Iterator\n", "import Iterator\nfrom dataclasses import dataclass\n"),
    ("Finding]", "Finding[Timeout]]"), ("finding: Finding,", "finding: Finding[Timeout],"),
    ("settings=(setting,)\n", 'settings=(setting,), data=Timeout("float")\n'), ("f'float(", "f'{finding.data.kind}("),
)  # fmt: skip
# As a rule of the first days has it.
UNTYPED = (
    ("settings=(setting,)\n", 'settings=(setting,), data={"kind": "float"}\n'),
    ("    environ = ", '    kind = finding.data["kind"]\n    environ = '), ("f'float(", "f'{kind}("),
)  # fmt: skip


@pytest.mark.parametrize("changes", [TYPED, UNTYPED])
def test_a_rule_with_data(tree: Path, changes: tuple[tuple[str, str], ...]) -> None:
    code = example()
    for old, new in changes:
        assert code.count(old) == 1, old
        code = code.replace(old, new)
    plant(tree, {"ops/rules/zz501.py": code})
    done = codemods("test-rule", "ops/rules/zz501.py", cwd=tree)
    assert done.stdout.splitlines() == ["ok ZZ501 zz501/other", "ok ZZ501 zz501/simple"], done.stdout + done.stderr


def test_an_example_that_is_wrong(tree: Path) -> None:
    plant(tree, {"ops/rules/zz501/simple/after/app.py": BEFORE, "ops/rules/zz501/other/findings.txt": "app.py:3\n"})
    done = codemods("test-rule", "ops/rules/zz501.py", cwd=tree)
    assert done.returncode == 1
    first, second = done.stdout.splitlines()
    assert first.startswith("failed ZZ501 zz501/other: found nothing, not app.py:3")
    assert second.startswith("failed ZZ501 zz501/simple: the fixes make another app.py than after/ has")


def test_it_is_run_only_where_that_is_said(tree: Path) -> None:
    plant(tree, {"ops/rules/evil.py": "import pathlib\npathlib.Path('ran').touch()\nraise ValueError('x')\n"})
    done = codemods("check", ".", cwd=tree)
    assert "--own-rules runs those" in done.stderr
    assert not (tree / "ran").exists()
    done = codemods("check", ".", "--own-rules", cwd=tree)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "evil.py cannot be loaded: ValueError: x" in done.stderr


def test_check_and_apply_with_it(tree: Path) -> None:
    done = codemods("check", ".", "--own-rules", "--select", "5", "--format", "json", cwd=tree)
    assert [each["rule"] for each in json.loads(done.stdout)["findings"]] == ["ZZ501"]
    done = codemods("apply", ".", "--own-rules", "--allow-no-vcs", "--select", "ZZ5", cwd=tree)
    assert (done.returncode, (tree / "app.py").read_text()) == (0, AFTER)


def test_a_configuration_may_name_it_although_it_is_not_run(tree: Path) -> None:
    plant(tree, {"pyproject.toml": '[tool.operable]\nrules = ["ops/rules"]\nignore = ["ZZ501"]\nexclude = ["ops"]\n'})
    assert codemods("check", ".", cwd=tree).returncode == 0
    assert codemods("check", ".", "--own-rules", cwd=tree).returncode == 0


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("x = 1\n", "write `rule = Rule("),
        ('"""D."""\nfrom codemods.own import Rule\nrule = Rule("OP501", "x", ())\n', "no two letters (but OP)"),
        ('from codemods.own import Rule\nrule = Rule("ZZ502", "x", ())\n', "has no docstring"),
        ('"""D."""\nfrom codemods.own import Rule\nrule = Rule("ZZ502", "x", ())\n', "has no examples"),
        ("def f(:\n", "cannot be loaded: SyntaxError"),
    ],
)
def test_what_is_no_rule(code: str, remedy: str, tmp_path: Path) -> None:
    plant(tmp_path, {"mine.py": code})
    done = codemods("test-rule", "mine.py", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert remedy in done.stderr


def test_the_schema_of_the_settings(tmp_path: Path) -> None:
    schema: Any = json.loads((ROOT / "docs/operable.schema.json").read_text())
    assert set(schema["properties"]) == KNOWN
    jsonschema.validate(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["operable"], schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"selekt": []}, schema)


def test_operable_toml_and_config(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER, "operable.toml": 'ignore = ["7"]\n', "other.toml": 'select = ["OP701"]\n'})
    assert codemods("check", ".", cwd=tmp_path).returncode == 0
    assert codemods("check", ".", "--config", "other.toml", cwd=tmp_path).returncode == 1
    done = codemods("check", ".", "--config", "nowhere.toml", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    plant(tmp_path, {"operable.toml": 'ignor = ["7"]\n'})
    assert "has no setting 'ignor'" in codemods("check", ".", cwd=tmp_path).stderr
