"""Leave out what the project's own configuration ignores."""

from __future__ import annotations

import os
from pathlib import Path

from codemods.engine.files.ignores import patterns_at
from codemods.engine.registry import select
from codemods.engine.request import Options
from codemods.vocabulary.finding import Finding


def without_ignored(findings: list[Finding], options: Options, root: Path | None = None) -> list[Finding]:
    """The findings that no `per-path-ignore` of [tool.operable] silences. `root` is what their paths start from."""
    start = os.path.realpath(root or options.base or Path())
    base = str(options.base or start)
    ignored = [
        (patterns_at(base, [pattern]), set(select(rules)))
        for pattern, rules in options.per_path_ignore.items()
        if rules
    ]
    return [
        each for each in findings
        if not any(each.rule in rules and spec.verdict(f"{start}/{each.path}", False) for spec, rules in ignored)
    ]  # fmt: skip
