"""What `env --check` found: for a terminal, GitHub and code scanning."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from rich.console import Console
from rich.text import Text

from codemods.engine.deployed_settings import KINDS, Fault
from codemods.engine.request import Request
from codemods.reports.formats.github import command
from codemods.reports.text import plural, print_line, printable


def show(found: Sequence[Fault], request: Request, console: Console) -> None:
    """Print a line for each, with what to do."""
    for each in found:
        place = f"{printable(_path(each, request))}:{each.line}: "
        print_line(console, Text.assemble((place, "bold"), (each.code, "bold red"), " ", printable(each.message)))
        print_line(console, Text.assemble(("  help: ", "bold cyan"), printable(each.remedy)))
    said = f"{plural(len(found), 'setting')} to see to." if found else "Every setting that is needed is given."
    print_line(console, Text(said, "bold" if found else "green"))


def github(found: Sequence[Fault], request: Request) -> str:
    """One workflow command a line."""
    return "\n".join(
        command(
            "error", {"file": _path(each, request), "line": each.line, "title": each.code},
            f"{each.message}. Help: {each.remedy}",
        )
        for each in found
    )  # fmt: skip


def rows(found: Sequence[Fault], request: Request) -> list[dict[str, Any]]:
    """For JSON."""
    return [
        {"code": each.code, "name": each.name, "path": _path(each, request), "line": each.line,
         "message": each.message, "remedy": each.remedy}
        for each in found
    ]  # fmt: skip


def sarif(found: Sequence[Fault], request: Request) -> str:
    """SARIF 2.1.0."""
    rules = [{"id": code, "shortDescription": {"text": text}} for code, text in KINDS.items()]
    results = [
        {
            "ruleId": each.code,
            "ruleIndex": list(KINDS).index(each.code),
            "level": "error" if each.code == "ENV1" else "warning",
            "message": {"text": f"{each.message}. Help: {each.remedy}."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(os.fsencode(_path(each, request)))},
                        "region": {"startLine": each.line},
                    }
                }
            ],
            "partialFingerprints": {"operable/v2": f"{each.code}:{each.name}:{_path(each, request)}"},
        }
        for each in found
    ]
    run = {"tool": {"driver": {"name": "operable env", "rules": rules}}, "results": results}
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2)


def _path(fault: Fault, request: Request) -> str:
    return request.shown(fault.path) if fault.in_code else fault.path
