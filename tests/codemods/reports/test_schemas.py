"""The formats against the schemas that their readers have published (schemas/README.md), on a tree with odd names."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from codemods.engine import checking
from codemods.engine.request import Options, Request
from codemods.reports.formats import render
from tests.codemods.trees import ROOT, plant

SCHEMAS = Path(__file__).parent / "schemas"
NAME = "a b%20,:<i>&é|@me.py"
SECRET = "x7Gh2kQpL9vT4"
SOURCE = f'import logging\n\n日 = "日本"; handler = logging.FileHandler("</x>]]>`a`.log")\nSECRET_KEY = "{SECRET}"\n'

# The table of fields in GitLab's documentation of its code quality report.
GITLAB: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)[^/]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@pytest.fixture(params=["odd", "empty", "before"])
def reports(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[checking.Checking]:
    """A tree with odd names and an unparsable file, nothing at all, and the bookshop that has every fault."""
    if request.param == "before":
        monkeypatch.chdir(ROOT)
        return [checking.run(Request(Path("before"), Options()), 1, None)]
    monkeypatch.chdir(tmp_path)
    files = {NAME: SOURCE, "old.py": "x = 1\nprint '\x01'\n"} if request.param == "odd" else {"x.py": ""}
    return [checking.run(Request(plant(Path("web"), files), Options()), 1, None)]


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text())


def test_sarif(reports: list[checking.Checking]) -> None:
    document = json.loads(render("sarif", reports))
    jsonschema.validate(document, schema("sarif-2.1.0.json"))
    (run,) = document["runs"]
    grave = {each["id"] for each in run["tool"]["driver"]["rules"] if "security-severity" in each["properties"]}
    # OP113's secret is one that nobody knows: its name does not make it a leak.
    assert grave == {"OP202", "OP204", "OP501", "OP502", "OP503", "OP504", "OP505", "OP508", "OP509", "OP510", "OP511"}
    assert all(
        "security" in each["properties"]["tags"] for each in run["tool"]["driver"]["rules"] if each["id"] in grave
    )


def test_sarif_names_the_pages_where_the_distribution_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from email.message import Message

    from codemods.reports.formats import sarif

    about = Message()
    about["Project-URL"] = "Documentation, https://operable.example/docs/"
    monkeypatch.setattr(sarif, "metadata", lambda name: about)
    document = json.loads(render("sarif", [checking.run(Request(tmp_path, Options()), 1, None)]))
    jsonschema.validate(document, schema("sarif-2.1.0.json"))
    rules = {each["id"]: each for each in document["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["OP701"]["helpUri"] == "https://operable.example/docs/rules/OP701/"


def test_rdjson(reports: list[checking.Checking]) -> None:
    document = json.loads(render("rdjson", reports))
    jsonschema.validate(document, schema("rdjson.json"))
    for each in document["diagnostics"]:
        # The schema leaves almost all out that the format demands.
        assert each["message"]
        assert each["location"]["path"]
        assert each["location"]["range"]["start"]["line"] >= 1
        if each["location"]["path"] == f"web/{NAME}" and each["code"]["value"] == "OP701":
            start = each["location"]["range"]["start"]["column"] - 1
            assert SOURCE.splitlines()[2].encode()[start:].startswith(b"logging.FileHandler")


def test_gitlab(reports: list[checking.Checking]) -> None:
    rows = json.loads(render("gitlab", reports))
    jsonschema.validate(rows, GITLAB)
    assert len({each["fingerprint"] for each in rows}) == len(rows), "GitLab shows the first of equal ones only"


def test_junit(reports: list[checking.Checking]) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    text = render("junit", reports)
    xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd")).validate(text)
    suites = ET.fromstring(text)
    cases = list(suites.iter("testcase"))
    failures = list(suites.iter("failure"))
    assert (int(suites.attrib["tests"]), int(suites.attrib["failures"])) == (len(cases), len(failures))
    assert len(failures) == sum(len(each.checked.findings) for each in reports)
    assert cases


def test_markdown(reports: list[checking.Checking]) -> None:
    text = render("markdown", reports)
    found = sum(len(each.checked.findings) for each in reports)
    rows = [line for line in text.splitlines() if re.search(r"\| OP\d{3} \|", line)]
    assert len(rows) == found
    assert all(line.count("|") == 5 for line in rows), "a pipe of somebody's path would break the table"
    assert "@me" not in text
    assert "<i>" not in text


@pytest.mark.parametrize("form", ["json", "sarif", "github", "gitlab", "rdjson", "junit", "markdown", "html"])
def test_no_format_shows_a_secret(form: str, tmp_path: Path) -> None:
    report = checking.run(Request(plant(tmp_path, {"app.py": SOURCE}), Options()), 1, None)
    text = render(form, [report])
    assert "OP503" in text
    assert SECRET not in text
