"""Whether a file's bytes may hold a secret that is written out: asked of every file, so nothing is parsed for it.

What is admitted here is more than what analysis.places and analysis.secrets find in the tree, and never less: a form
that a literal's name can have there has to have its counterpart here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.analysis.held import GAP
from codemods.analysis.secrets import KNOWN_FORMATS, is_literal_secret, is_secret_name, is_signing_name
from codemods.analysis.source import SourceFile

SECRET_NEEDLES = (
    "secret", "SECRET", "Secret", "password", "PASSWORD", "Password", "passwd", "PASSWD", "token", "TOKEN", "Token",
    "_key", "_KEY", "Key", "apikey", "APIKEY", "-key", "_PASS", "_pass", "_PWD", "pwd", "SALT", "PSK", "passphrase",
    "PASSPHRASE", "credential", "CREDENTIAL", "AKIA", "ghp_", "xoxb-", "AIza", "SG.", "PRIVATE KEY",
)  # fmt: skip

# Where in a name of a secret the word stands that says so.
_NAMED = re.compile(rb"(?i)secret|passw|passphrase|pass|pwd|psk|salt|token|credential|key")
_FORMATS = re.compile(rb"[\"'](?:%s)" % b"|".join(pattern.pattern.rstrip("$").encode() for _, pattern in KNOWN_FORMATS))
_WITH_PASSWORD = re.compile(rb"://[^\s\"'@/]*:[^\s\"'@/]*@")
_WORD = re.compile(rb"[\w\x80-\xff]")

# What may stand before a value: its brackets, the other targets of `one = other = "x"`.
_OPEN = rb"(?:[\s\\(\[]|#[^\n]*\n)*"
_TARGET = rb"(?:[\w.]+(?:\[[^\]\n]*\])?%s=(?!=)%s)*" % (GAP, GAP)
# One string, in one literal or several.
_STRING = (
    rb"(?:[rRuUbB]{0,2}(?:\"\"\"(?:[^\\\"]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^\\']|\\.|'(?!''))*'''"
    rb"|\"(?:[^\\\"\n]|\\.)*\"|'(?:[^\\'\n]|\\.)*')%s)+" % GAP
)
_LITERAL = re.compile(_STRING, re.DOTALL)
_VALUE = re.compile(rb"%s%s%s(%s)" % (_OPEN, _TARGET, _OPEN, _STRING), re.DOTALL)
# What stands behind a name that is given something: `=`, `"] =`, `":`, `",`, and the rest of a key that goes on.
_GIVEN = re.compile(rb"%s(?:[\])]%s)*(=(?!=)|:|,)" % (GAP, GAP))
_REST = re.compile(rb"(?:[^\w\"'\n][^\"'\n]*)?([\"']){1,3}")
_PREFIX = re.compile(rb"[uUrR]?(?:\"\"|'')?$")
_ANNOTATED = re.compile(rb"(?:[^=\n\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*=(?!=)")
_ELSE = re.compile(rb"\belse\b")
_TARGETS = re.compile(rb"[\w.,\s\[\]()\"'*]*")
_IN_CALL = re.compile(rb"\w[\s\\]*\($")
_BRACKETS = re.compile(rb"[()\[\]{}\n]")
_SETDEFAULT = re.compile(rb"\bsetdefault[\s\\]*\((?:[\s\\]|#[^\n]*\n)*$")
# What makes the keys of a dictionary, or keywords, as firm as a constant's name.
_FIRM = re.compile(
    rb"\b[A-Z][A-Z0-9_]*[\"']?\]?\s*(?::[^=\n]*)?=[\s\\(\[]*(?:\{|dict\b)|\belse[\s\\(\[]*(?:\{|dict\b)"
    rb"|(?i:config|conf|cfg|settings)\.(?:update|from_mapping|from_dict)\b"
)
_REACH = 1000
# `, "x"`, `default="x"` or `or "x"` behind the name of a variable.
_DEFAULT = re.compile(rb"(?:,|\bdefault%s=|\bor\b)(?:[\s\\(]|#[^\n]*\n)*[A-Za-z]{0,2}[\"']" % GAP)


def secret_names(file: SourceFile) -> list[bytes]:
    """The names in the file's bytes that are those of secrets, or of keys."""
    names: dict[str, list[bytes]] | None = file.project.__dict__.get("_secret_names")
    if names is None:
        names = file.project.words.naming(_NAMED, lambda name: is_secret_name(name) or name.lower().endswith("key"))
        file.project.__dict__["_secret_names"] = names
    return names.get(file.path, [])


def may_hold_secret(file: SourceFile) -> bool:
    """Whether a literal secret may be given to a name that says so, or to any name one that shows it by its form."""
    data = file.data
    return _FORMATS.search(data) is not None or any(
        _is_given(data, text, start, end) for text, start, end in _named(file)
    )


def may_have_default(file: SourceFile) -> bool:
    """Whether a variable of a secret's name, or what goes to a signing key, may have a literal to fall back to."""
    data = file.data
    return (
        _WITH_PASSWORD.search(data) is not None
        or _FORMATS.search(data) is not None
        or any(
            _DEFAULT.search(data, end, end + _REACH)
            for text, _, end in _named(file)
            if (data[end - 1 : end] in (b"'", b'"') and is_secret_name(text))
            or (is_signing_name(text) and _GIVEN.match(data, end))
        )
    )


def _named(file: SourceFile) -> Iterator[tuple[str, int, int]]:
    """Every place of a secret's name: the name, or the whole key that it is a word of, its start, and its end."""
    data = file.data
    for name in secret_names(file):
        text = name.decode(errors="replace")
        end = 0
        while (start := data.find(name, end)) >= 0:
            end = start + len(name)
            if _WORD.match(data, end) or (start and _WORD.match(data, start - 1)):
                continue
            yield text, start, end
            line = data.rfind(b"\n", 0, start) + 1
            quote = max(data.rfind(b'"', line, start), data.rfind(b"'", line, start))
            if quote >= 0 and (rest := _REST.match(data, end)):
                prefix = _PREFIX.search(data, line, quote)
                first = prefix.start() if prefix else quote
                yield data[quote + 1 : rest.end()].rstrip(b"\"'").decode(errors="replace"), first, rest.end()


def _is_given(data: bytes, name: str, start: int, end: int) -> bool:
    given = _GIVEN.match(data, end)
    if given is None:
        return False
    place, sign = given.end(), given[1]
    quoted = data[end - 1 : end] in (b"'", b'"')
    setting = sign == b"," and quoted and _SETDEFAULT.search(data, max(0, start - _REACH), start) is not None
    values = [place] if sign == b"=" or setting or (sign == b":" and quoted) else []
    if sign == b":" and (annotated := _ANNOTATED.match(data, place, place + _REACH)):
        values.append(annotated.end())
    if values:
        values += [each.end() for each in _ELSE.finditer(data, place, _line_end(data, place))]
    written = [match[1] for each in values if (match := _VALUE.match(data, each))]
    if (several := _values_of_several(data, start, place, sign)) >= 0:
        found = _LITERAL.finditer(data, several, _line_end(data, several))
        written += [each[0] for each in found if not _IN_CALL.search(data, several, each.start())]
    firm = name.isupper() or setting or data[start - 1 : start] in (b".", b"[")
    return any(_is_secret(name, each, False) for each in written) or (
        any(_is_secret(name, each, True) for each in written) and (firm or _FIRM.search(data) is not None)
    )


def _line_end(data: bytes, place: int) -> int:
    """Where the statement, or the line of an argument, ends that goes on here."""
    depth = 0
    for each in _BRACKETS.finditer(data, place, place + _REACH):
        if each[0] == b"\n":
            if depth <= 0 and data[each.start() - 1 : each.start()] != b"\\":
                return each.start()
        else:
            depth += 1 if each[0] in b"([{" else -1
    return place + _REACH


def _values_of_several(data: bytes, start: int, place: int, sign: bytes) -> int:
    """Where the values begin if the name is one of several targets, else -1: `USER, PASSWORD = "a", "b"`."""
    if sign == b",":
        equals = data.find(b"=", place, place + _REACH)
        between = data[place:equals] if equals >= 0 else b"="
        one_line = b"\n" not in between or between.rstrip().endswith(b")")
        return equals + 1 if one_line and _TARGETS.fullmatch(between) else -1
    before = data[data.rfind(b"\n", 0, start) + 1 : start].lstrip(b" \t([")
    several = (b"," in before or b")" in data[start:place]) and before.count(b"(") == before.count(b")")
    return place if sign == b"=" and several and _TARGETS.fullmatch(before) else -1


def _is_secret(name: str, written: bytes, firm: bool) -> bool:
    """Whether a string that is written so is a secret under that name."""
    try:
        value = ast.literal_eval(f"({written.decode()}\n)")
    except (SyntaxError, ValueError):
        return True
    text = value if isinstance(value, str) else value.decode("utf-8", "backslashreplace")
    return is_literal_secret(name, text, firm)
