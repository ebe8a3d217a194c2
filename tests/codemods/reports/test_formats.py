"""The formats for tools: one valid document each, places that count from 1, text escaped as the format wants it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from codemods.engine import checking
from codemods.engine.registry import rules
from codemods.engine.request import Options, Request
from codemods.reports.formats import render
from tests.codemods.trees import HANDLER, plant

NAME = "a b%20,:<i>&é.py"
SOURCE = 'import logging\n\nhandler = logging.FileHandler("</pre><script>alert(1)</script>.log")  # 日本\n'

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "findings", "errors", "summary"],
    "properties": {
        "version": {"const": 1},
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": [
                    "rule", "anti_pattern", "path", "line", "column", "end_line", "end_column", "message", "fix",
                    "remedy", "also", "fingerprint",
                ],
                "properties": {
                    "rule": {"type": "string", "pattern": "^OP[1-8][0-9]{2}$"},
                    "anti_pattern": {"type": "integer", "minimum": 1, "maximum": 8},
                    "path": {"type": "string", "pattern": "^[^/]"},
                    "line": {"type": "integer", "minimum": 1},
                    "column": {"type": "integer", "minimum": 1},
                    "end_line": {"type": "integer", "minimum": 1},
                    "end_column": {"type": "integer", "minimum": 1},
                    "message": {"type": "string", "minLength": 1},
                    "fix": {"enum": ["safe", "unsafe", "none"]},
                    "remedy": {"type": "string", "minLength": 1},
                    "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}:[0-9]+$"},
                    "also": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["path", "line"],
                            "properties": {
                                "path": {"type": "string", "pattern": "^[^/]"},
                                "line": {"type": "integer", "minimum": 1},
                            },
                        },
                    },
                    "root": {"type": "string"},
                },
            },
        },
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "line", "message"],
                "properties": {
                    "path": {"type": "string"},
                    "line": {"type": "integer", "minimum": 1},
                    "message": {"type": "string"},
                    "root": {"type": "string"},
                },
            },
        },
        "summary": {
            "type": "object",
            "additionalProperties": False,
            "required": ["files", "by_anti_pattern"],
            "properties": {
                "files": {"type": "integer", "minimum": 0},
                "by_anti_pattern": {
                    "type": "object",
                    "additionalProperties": False,
                    "patternProperties": {"^[1-8]$": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}  # fmt: skip

# The parts of SARIF 2.1.0's schema that a report of findings must satisfy.
_MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_POSITIVE = {"type": "integer", "minimum": 1}
_LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {"uri": {"type": "string", "pattern": r"^([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"}},
                },
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "additionalProperties": False,
                    "properties": dict.fromkeys(["startLine", "startColumn", "endLine", "endColumn"], _POSITIVE),
                },
            },
        }
    },
}
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "version", "rules"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id", "shortDescription", "help", "defaultConfiguration"],
                                            "properties": {
                                                "id": {"type": "string"},
                                                "name": {"type": "string", "pattern": "^[A-Z][A-Za-z]+$"},
                                                "shortDescription": _MESSAGE,
                                                "fullDescription": _MESSAGE,
                                                "help": _MESSAGE,
                                            },
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "invocations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["executionSuccessful"],
                            "properties": {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "required": ["message"],
                                        "properties": {
                                            "message": _MESSAGE,
                                            "locations": {"type": "array", "items": _LOCATION},
                                        },
                                    },
                                },
                            },
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
                            "properties": {
                                "message": _MESSAGE,
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "locations": {"type": "array", "minItems": 1, "items": _LOCATION},
                                "partialFingerprints": {
                                    "type": "object",
                                    "additionalProperties": {"type": "string"},
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def check(*paths: Path) -> list[checking.Checking]:
    return [checking.run(Request(path, Options()), 1, None) for path in paths]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with one finding in a file with an odd name, and one file that cannot be parsed."""
    monkeypatch.chdir(tmp_path)
    return plant(Path("web"), {NAME: SOURCE, "old,1.py": "x = 1\nprint '%\n'\n"})


def test_json(tree: Path) -> None:
    report = json.loads(render("json", check(tree)))
    jsonschema.validate(report, SCHEMA)
    (finding,) = report["findings"]
    assert (finding["rule"], finding["anti_pattern"], finding["path"], finding["fix"]) == ("OP701", 7, NAME, "safe")
    place = (finding["line"], finding["column"], finding["end_line"], finding["end_column"])
    assert place == (3, 11, 3, SOURCE.splitlines()[2].index("  #") + 1)
    assert [(each["path"], each["line"]) for each in report["errors"]] == [("old,1.py", 2)]
    assert report["summary"] == {"files": 2, "by_anti_pattern": {"7": 1}}


def test_json_of_nothing(tmp_path: Path) -> None:
    report = json.loads(render("json", check(tmp_path)))
    jsonschema.validate(report, SCHEMA)
    assert report == {"version": 1, "findings": [], "errors": [], "summary": {"files": 0, "by_anti_pattern": {}}}


def test_json_of_several(tree: Path, tmp_path: Path) -> None:
    plant(tmp_path, {"other/app.py": HANDLER})
    report = json.loads(render("json", check(tree, Path("other"))))
    jsonschema.validate(report, SCHEMA)
    assert [each["root"] for each in report["findings"]] == ["web", "other"]


def test_sarif(tree: Path) -> None:
    report = json.loads(render("sarif", check(tree)))
    jsonschema.validate(report, SARIF)
    (run,) = report["runs"]
    assert [each["id"] for each in run["tool"]["driver"]["rules"]] == sorted(rules())
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "OP701"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "web/a%20b%2520%2C%3A%3Ci%3E%26%C3%A9.py"
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (3, 11)
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is True
    assert len(invocation["toolExecutionNotifications"]) == 1


def test_sarif_of_nothing_and_of_several(tree: Path, tmp_path: Path) -> None:
    plant(tmp_path, {"other/app.py": HANDLER, "empty/x.py": ""})
    for paths in ((Path("empty"),), (tree, Path("other"))):
        jsonschema.validate(json.loads(render("sarif", check(*paths))), SARIF)


def test_fingerprints_tell_equal_findings_apart_and_do_not_move_with_lines(tmp_path: Path) -> None:
    def prints(source: str) -> list[str]:
        plant(tmp_path, {"app.py": source})
        report = json.loads(render("sarif", check(tmp_path)))
        return [each["partialFingerprints"]["operable/v2"] for each in report["runs"][0]["results"]]

    twice = HANDLER + HANDLER.splitlines()[2] + "\n"
    first = prints(twice)
    assert len(set(first)) == 2
    assert prints("# moved\n\n" + twice) == first


def test_github(tree: Path) -> None:
    lines = render("github", check(tree)).splitlines()
    assert len(lines) == 2
    error, warning = (re.fullmatch(r"::(error|warning) ([^:]*)::(.*)", line) for line in lines)
    assert error
    assert warning
    properties = dict(each.split("=", 1) for each in error[2].split(","))
    assert properties["file"] == "web/a b%2520%2C%3A<i>&é.py"
    assert (properties["line"], properties["col"], properties["title"]) == ("3", "11", "OP701")
    assert warning[2] == "file=web/old%2C1.py,line=2"


def test_github_of_nothing(tmp_path: Path) -> None:
    assert render("github", check(tmp_path)) == ""


class _Reader(HTMLParser):
    """Notes the elements, and checks that they close."""

    VOID = ("meta", "input", "br", "link", "!doctype")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in (*self.VOID, "li", "option"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("li", "option"):
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html(tree: Path) -> None:
    page = render("html", check(tree))
    reader = _Reader()
    reader.feed(page)
    assert reader.open == []
    tags = [tag for tag, _ in reader.seen]
    assert tags.count("script") == 1
    assert tags.count("article") == 1
    assert 'logging.FileHandler("</pre><script>alert(1)</script>.log")  # 日本' in reader.text
    assert f"web/{NAME}:3:11" in reader.text
    assert "1 finding in 2 files" in reader.text
    assert "old,1.py" in reader.text
    asked = [value for _, attrs in reader.seen for name, value in attrs.items() if name in ("src", "href")]
    assert asked == [], "the page must need nothing else"


def test_html_of_nothing(tmp_path: Path) -> None:
    assert "Nothing to do." in render("html", check(tmp_path))
