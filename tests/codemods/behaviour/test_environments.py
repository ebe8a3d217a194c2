"""Modules that pick by the environment's name, really run before and after: for each name, another, unset, empty."""

from __future__ import annotations

import os
from collections import Counter
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codemods.engine.fix import fix
from codemods.engine.registry import select
from codemods.formats import dotenv
from tests.codemods.trees import project

NAMES = ("production", "staging", "development", "PROD", "dev", "local", "qa", "test")
PRESENT = (None, "", "another", *NAMES)
RULES = select(("OP601", "OP602"))
FIXED: Counter[str] = Counter()
FAST = settings(
    deadline=None, max_examples=int(os.environ.get("OPERABLE_MODULES", "150")), suppress_health_check=list(HealthCheck)
)

name = st.sampled_from(NAMES)
VALUES = (("1", "2", "50", "-1"), ('"a"', '"b"', '"c"', '""'), ("True", "False"), ("0.5", "1", "None", "[1]", '"a"'))
target = st.sampled_from(("SIZE", "RATE", "BUCKET", "DEBUG", 'settings["QUEUE"]'))
reads = st.sampled_from(
    (
        'os.environ.get("APP_ENV")', 'os.environ.get("APP_ENV", "development")', 'os.getenv("APP_ENV", "production")',
        'os.getenv("APP_ENV", "local")', 'os.environ["APP_ENV"]', '(os.getenv("APP_ENV") or "dev")',
        'os.getenv("APP_ENV", "").lower()', 'os.environ.get("APP_ENV", "PROD").strip()',
    )
)  # fmt: skip


@st.composite
def comparisons(draw: st.DrawFn, subject: str) -> str:
    one, two = draw(name), draw(name)
    if draw(st.booleans()):
        return f'{subject} == "{one}"'
    return draw(
        st.sampled_from(
            (
                f'{subject} == "{one}"', f'{subject} != "{one}"', f'"{one}" == {subject}', f'not {subject} == "{one}"',
                f'{subject} in ("{one}", "{two}")', f'{subject} not in ("{one}", "{two}")',
                f'{subject}.startswith("{one}")', f'{subject} == "{one}" or FLAG',
                f'{subject} and {subject} == "{one}"',
            )
        )
    )  # fmt: skip


@st.composite
def branches(draw: st.DrawFn) -> str:
    """One switch of some form, perhaps with values before it and uses between."""
    subject = draw(st.sampled_from(("env", "env", "env", 'os.environ.get("APP_ENV")')))
    targets = draw(st.lists(target, min_size=1, max_size=2, unique=True))
    lines: list[str] = []
    value = st.sampled_from(draw(st.sampled_from(VALUES)))

    def body(indent: str = "    ") -> list[str]:
        chosen = targets if draw(st.integers(0, 5)) else targets[:1]
        rest = draw(st.sampled_from(("", "", "", "", "", "seen.append(SIZE)", "raise ValueError(1)")))
        return [*(f"{indent}{each} = {draw(value)}" for each in chosen), *([indent + rest] if rest else [])]

    if draw(st.booleans()):
        lines += [f"{each} = {draw(value)}" for each in targets]
        lines += draw(st.sampled_from(([], [], ["seen.append(SIZE)"], ["TWICE = [SIZE] * 2"], ["SIZE = SIZE"])))
    match draw(st.sampled_from(("if", "if", "if", "match", "ternary", "index", "get", "nested"))):
        case "if":
            lines += [f"if {draw(comparisons(subject))}:", *body()]
            for _ in range(draw(st.integers(0, 2))):
                lines += [f"elif {draw(comparisons(subject))}:", *body()]
            if draw(st.integers(0, 3)):
                lines += ["else:", *body()]
        case "nested":
            lines += [
                "if FLAG:",
                f"    if {draw(comparisons(subject))}:",
                *body("        "),
                "    else:",
                *body("        "),
            ]
        case "match":
            lines += [f"match {subject}:"]
            for each in draw(st.lists(name, min_size=1, max_size=3)):
                lines += [f'    case "{each}":', *body("        ")]
            lines += draw(st.sampled_from(([], ["    case _:", *body("        ")])))
        case "ternary":
            lines += [f"{targets[0]} = {draw(value)} if {draw(comparisons(subject))} else {draw(value)}"]
        case form:
            keys = draw(st.lists(name, min_size=2, max_size=3, unique=True))
            display = ", ".join(f'"{each}": {draw(value)}' for each in keys)
            look = f"[{subject}]" if form == "index" else f".get({subject}, {draw(value)})"
            lines += [f"{targets[0]} = {{{display}}}{look}"]
    lines += draw(st.sampled_from(([], [], ["seen.append(SIZE)"])))
    return "\n".join(lines)


@st.composite
def modules(draw: st.DrawFn) -> str:
    head = f'import os\n\nSIZE = 0\nFLAG = os.path.exists("/")\nseen = []\nsettings = {{}}\nenv = {draw(reads)}\n'
    parts = draw(st.lists(branches(), min_size=1, max_size=3))
    used = draw(st.sampled_from(("", "", "print(env)\n")))
    body = "\n\n".join(parts)
    if draw(st.booleans()):
        indented = "\n".join(f"    {line}" if line else line for line in (used + body).splitlines())
        tail = "    return dict(locals())\n\n\nmade = configure()\n"
        return f"{head}\n\ndef configure():\n    SIZE = DEBUG = 9\n{indented}\n{tail}"
    return f"{head}{used}\n{body}\n"


def result(source: str, environ: dict[str, str]) -> Any:
    """What a module leaves behind, or how it fails."""
    names: dict[str, Any] = {"print": lambda *args: None}
    with mock.patch.dict(os.environ, environ):
        for each in ("APP_ENV", "SIZE", "RATE", "BUCKET", "DEBUG", "QUEUE"):
            if each not in environ:
                os.environ.pop(each, None)
        try:
            exec(compile(source, "config.py", "exec"), names)
        except Exception as error:
            return repr(error)
    names.pop("env", None)
    if isinstance(names.get("made"), dict):
        names["made"].pop("env", None)
    return repr({key: each for key, each in sorted(names.items()) if key[0] != "_" and not callable(each)})


@FAST
@given(modules())
def test_every_environment_keeps_its_values(source: str) -> None:
    fixed = fix(project({"config.py": source, "requirements.txt": "flask\n"}), RULES, unsafe=True, jobs=1)
    FIXED.update(each.rule for each in fixed.fixed)
    after = fixed.after.files["config.py"].text
    for present in PRESENT:
        environ = {} if present is None else {"APP_ENV": present}
        own = fixed.after.files.get(f"env/{(present or '').lower()}.env")
        lines = {each.name: each.value for each in dotenv.parse(own.text).entries} if own else {}
        assert result(after, {**environ, **lines}) == result(source, environ), f"{present}\n{source}\n->\n{after}"


def test_some_were_rewritten() -> None:
    """Runs behind the property: without fixes it would show nothing."""
    assert set(FIXED) == {"OP601", "OP602"}
