"""`.env` files: NAME=value lines, comments, quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codemods.vocabulary.finding import Span

# What a file that only names the settings is called; the first one is what a new one gets.
EXAMPLES = (
    ".env.example", ".env.sample", ".env.template", ".env.dist", ".env.tmpl", ".env-example", ".env-sample",
    ".env-template", ".env-dist", ".env_example", ".env_sample", "env.example", "env.sample", "env.template",
    "env.dist", "env-example", "env-sample", "env-dist", "example.env", "sample.env", "template.env", "dotenv.example",
    "dotenv.sample",
)  # fmt: skip

_LINE = re.compile(r"(\s*(?:export\s+)?)([A-Za-z_][A-Za-z0-9_.]*)(\s*=\s*)(.*?)\s*$")
_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+,=~?&*!^{}\[\]();<>|-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One NAME=value line. `span` covers the value as written, with its quotes."""

    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A `.env` file's entries, in order."""

    entries: tuple[Entry, ...]


def parse(text: str) -> Document:
    """Read a `.env` file; lines that are none of its form are passed over."""
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.match(line)
        if match and not line.lstrip().startswith("#"):
            start = match.start(4) + 1
            written = match[4]
            if written[:1] not in ("'", '"'):
                written = written.partition(" #")[0].rstrip()
            entries.append(Entry(match[2], _unquoted(written), Span(number, start, number, start + len(written))))
    return Document(tuple(entries))


def line(name: str, value: str) -> str:
    """One NAME=value line that Docker Compose, python-dotenv and a shell read alike."""
    if _PLAIN.fullmatch(value) and "(" not in value and not set(value) & set("&;<>|*?!{}[]"):
        return f"{name}={value}"
    if "'" not in value and "\n" not in value:
        return f"{name}='{value}'"
    escaped = (
        value.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$").replace("`", "\\`").replace("\n", "\\n")
    )
    return f'{name}="{escaped}"'


def _unquoted(written: str) -> str:
    if len(written) >= 2 and written[0] == written[-1] and written[0] in "'\"":
        inner = written[1:-1]
        return inner if written[0] == "'" else re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), inner)
    return written
