"""Leave out what the project's own configuration ignores."""

from __future__ import annotations

from pathspec import GitIgnoreSpec

from codemods.engine.registry import select
from codemods.engine.run import Options
from codemods.finding import Finding


def without_ignored(findings: list[Finding], options: Options) -> list[Finding]:
    """The findings that no `per-path-ignore` of [tool.operable] silences."""
    ignored = [
        (GitIgnoreSpec.from_lines([pattern]), set(select(rules))) for pattern, rules in options.per_path_ignore.items()
    ]
    return [
        each for each in findings
        if not any(each.rule in rules and spec.match_file(each.path) for spec, rules in ignored)
    ]  # fmt: skip
