"""Shell scripts and the command lines in other files: which commands run, word by word, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codemods.vocabulary.finding import Span

# Longest first; `;;` and friends end a case's branch.
_OPERATORS = ("&&", "||", ";;&", ";;", ";&", "|&", "&>>", "&>", ">>", ">|", ">&", "<<-", "<<<", "<<", "<&", "<>")
_REDIRECTS = ("&>>", "&>", ">>", ">|", ">&", "<<-", "<<<", "<<", "<&", "<>", ">", "<")
_BRANCH_ENDS = (";;", ";&", ";;&")
_OPENING = ("if", "while", "until", "for", "select", "case", "{", "(")
_INNER = ("then", "do", "else", "elif", "!", "time")
_TURNS = {"then": 1, "elif": 1, "else": 2}
_CLOSING = ("fi", "done", "esac", "}", ")")
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\+?=")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `text` as written, `value` without quotes. Variables and substitutions stay as written in both.

    `expands` says whether the shell would replace something in it (`$x`, `$(…)`, backticks, globs, `~`).
    """

    text: str
    value: str
    span: Span
    expands: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """Where a command stands in a construct: which of the script's, in which of its branches, in what function.

    Of an `if`, the odd branches are those that it chooses from, the others are the questions.
    """

    construct: int
    branch: int
    function: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """One simple command.

    `assignments` are the `NAME=value` before its words (or all of it), `redirects` pairs of operator and target,
    `operator` what follows (`&&`, `||`, `|`, `&`, `;` or a newline), `inside` the constructs around it, outermost
    first: if, while, until, for, case, `{`, `(`, function; `ways` says more of each.
    """

    words: tuple[Word, ...]
    assignments: tuple[tuple[str, Word], ...]
    redirects: tuple[tuple[str, Word], ...]
    operator: str
    inside: tuple[str, ...]
    span: Span
    ways: tuple[Way, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """The words without their quotes."""
        return tuple(word.value for word in self.words)

    @property
    def exec(self) -> bool:
        """Whether the shell replaces itself by the command."""
        return bool(self.words) and self.words[0].value == "exec" and len(self.words) > 1


@dataclass(frozen=True, slots=True)
class Document:
    """A script's simple commands, in order."""

    commands: tuple[Command, ...]


def parse(text: str) -> Document:
    """Read a script. What is no shell gives commands that mean nothing, never an error."""
    return Document(commands(text))


def commands(text: str, line: int = 1, column: int = 1) -> tuple[Command, ...]:
    """The simple commands of a piece of shell that begins at this line and column of its file."""
    return _Parser(_Lexer(text, line, column).tokens()).commands()


@dataclass(frozen=True, slots=True)
class _Token:
    operator: str
    word: Word | None
    span: Span


class _Lexer:
    def __init__(self, text: str, line: int, column: int) -> None:
        self.text, self.at = text, 0
        self.line, self.start = line, 1 - column
        self.heredocs: list[tuple[str, bool]] = []

    def tokens(self) -> list[_Token]:
        found: list[_Token] = []
        text, size = self.text, len(self.text)
        while self.at < size:
            char = text[self.at]
            if text.startswith(("\\\n", "\\\r\n"), self.at):
                self._newline(self.at + (2 if text[self.at + 1] == "\n" else 3))
            elif char == "\n":
                found.append(_Token("\n", None, self._span(self.at, self.at + 1)))
                self._newline(self.at + 1)
                self._skip_heredocs()
            elif char.isspace():
                self.at += 1
            elif char == "#":
                end = text.find("\n", self.at)
                self.at = size if end < 0 else end
            elif operator := self._operator():
                found.append(_Token(operator, None, self._span(self.at, self.at + len(operator))))
                self.at += len(operator)
            else:
                word = self._word()
                if found and found[-1].operator in ("<<", "<<-"):
                    self.heredocs.append((word.value, found[-1].operator == "<<-"))
                found.append(_Token("", word, word.span))
        return found

    def _newline(self, at: int) -> None:
        self.at = at
        self.line += 1
        self.start = at

    def _span(self, start: int, end: int) -> Span:
        return Span(self.line, start - self.start + 1, self.line, end - self.start + 1)

    def _operator(self) -> str:
        for each in _OPERATORS:
            if self.text.startswith(each, self.at):
                return each
        return self.text[self.at] if self.text[self.at] in ";&|<>()" else ""

    def _skip_heredocs(self) -> None:
        for delimiter, strips in self.heredocs:
            while self.at < len(self.text):
                end = self.text.find("\n", self.at)
                end = len(self.text) if end < 0 else end
                line = self.text[self.at : end].rstrip("\r")
                self._newline(end + 1)
                if (line.lstrip("\t") if strips else line) == delimiter:
                    break
        self.heredocs = []

    def _word(self) -> Word:
        begin, line, column = self.at, self.line, self.at - self.start + 1
        value: list[str] = []
        expands = False
        while self.at < len(self.text):
            char = self.text[self.at]
            if char.isspace() or char in ";&|<>()":
                break
            piece, expanding = self._piece(char)
            value.append(piece)
            expands = expands or expanding
        written = self.text[begin : self.at]
        span = Span(line, column, self.line, self.at - self.start + 1)
        return Word(written, "".join(value), span, expands or written.startswith("~"))

    def _piece(self, char: str) -> tuple[str, bool]:
        """The next quoted string, substitution or character: its value and whether the shell expands it."""
        begin = self.at
        if char == "'":
            return self._take(self._end_of("'", begin + 1))[1:-1], False
        if char == '"':
            inner = self._take(self._end_of('"', begin + 1))[1:-1]
            plain = re.sub(r'\\(["\\$`\n])', lambda match: "" if match[1] == "\n" else match[1], inner)
            return plain, "$" in _ESCAPED.sub("", inner) or "`" in _ESCAPED.sub("", inner)
        if char == "\\":
            taken = self._take(min(begin + 2, len(self.text)))
            return "" if taken.endswith("\n") else taken[1:], False
        if char == "`":
            return self._take(self._end_of("`", begin + 1)), True
        if char == "$" and self.text.startswith(("$(", "${"), begin):
            return self._take(self._balanced(begin + 1)), True
        self.at += 1
        return char, char in "$*?["

    def _take(self, end: int) -> str:
        taken = self.text[self.at : end]
        self.line += taken.count("\n")
        if "\n" in taken:
            self.start = self.at + taken.rindex("\n") + 1
        self.at = end
        return taken

    def _end_of(self, quote: str, at: int) -> int:
        while at < len(self.text):
            if self.text[at] == "\\" and quote != "'":
                at += 1
            elif quote == '"' and self.text.startswith(("$(", "${"), at):
                at = self._balanced(at + 1) - 1
            elif self.text[at] == quote:
                return at + 1
            at += 1
        return len(self.text)

    def _balanced(self, at: int) -> int:
        opening = self.text[at]
        closing = ")" if opening == "(" else "}"
        depth = 0
        while at < len(self.text):
            char = self.text[at]
            if char == "\\":
                at += 1
            elif char in "'\"`":
                at = self._end_of(char, at + 1) - 1
            else:
                depth += (char == opening) - (char == closing)
                if depth == 0:
                    return at + 1
            at += 1
        return len(self.text)


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.inside: list[str] = []
        self.ways: list[Way] = []
        self.opened = 0
        self.found: list[Command] = []
        self.branch = 0
        self.names_function = False

    def commands(self) -> tuple[Command, ...]:
        pending: list[_Token] = []
        for token in self.tokens:
            if _is_comparing(pending):
                pending += [token] if token.word is not None else []
            elif token.word is not None or token.operator in _REDIRECTS:
                if self.names_function:
                    self.names_function = False
                    self.ways[-1] = Way(self.ways[-1].construct, 0, token.word.text if token.word else "")
                    continue
                if not pending and token.word is not None and self._keyword(token.word.text):
                    continue
                pending.append(token)
            elif token.operator in "()":
                self._parenthesis(token.operator, pending)
                pending = []
            else:
                self._finish(pending, token.operator)
                pending = []
                if token.operator in _BRANCH_ENDS:
                    self.branch = len(self.found)
                    self._turn(1)
        self._finish(pending, "")
        return tuple(self.found)

    def _keyword(self, word: str) -> bool:
        if word in _OPENING:
            if word == "{" and self.inside and self.inside[-1] == "function":
                return True
            self._open(word)
            self.branch = len(self.found)
            return word not in ("for", "select", "case")
        if word == "function":
            self._open(word)
            self.names_function = True
            return True
        if word in _CLOSING:
            self._close()
            return True
        self._turn(_TURNS.get(word, 0))
        return word in _INNER

    def _open(self, word: str, function: str = "") -> None:
        self.inside.append(word)
        self.ways.append(Way(self.opened, 0, function))
        self.opened += 1

    def _close(self) -> None:
        if self.inside:
            self.inside.pop()
            self.ways.pop()

    def _turn(self, branches: int) -> None:
        if self.ways and branches:
            way = self.ways[-1]
            self.ways[-1] = Way(way.construct, way.branch + branches, way.function)

    def _parenthesis(self, operator: str, pending: list[_Token]) -> None:
        if self.inside and self.inside[-1] == "case" and operator == ")":
            del self.found[self.branch :]  # `a | b)` is the pattern of a branch
            return
        if operator == "(" and len(pending) == 1:
            self._open("function", pending[0].word.text if pending[0].word else "")
            return
        self._finish(pending, operator)
        if operator == "(":
            self._open("(")
        elif self.inside and self.inside[-1] == "(":
            self._close()

    def _finish(self, pending: list[_Token], operator: str) -> None:
        words: list[Word] = []
        assignments: list[tuple[str, Word]] = []
        redirects: list[tuple[str, Word]] = []
        redirect = ""
        for token in pending:
            if token.word is None:
                if words and words[-1].text.isdigit() and words[-1].span.end_column == token.span.column:
                    words.pop()  # the 2 of 2>file
                redirect = token.operator
            elif redirect:
                redirects.append((redirect, token.word))
                redirect = ""
            elif not words and (match := _ASSIGNMENT.match(token.word.text)):
                assignments.append((match[1], _value_of(token.word, match.end())))
            else:
                words.append(token.word)
        if not pending or (words and words[0].text in ("for", "select", "case")):
            return
        last = pending[-1].span
        span = Span(pending[0].span.line, pending[0].span.column, last.end_line, last.end_column)
        inside, ways = tuple(self.inside), tuple(self.ways)
        self.found.append(Command(tuple(words), tuple(assignments), tuple(redirects), operator, inside, span, ways))


def _is_comparing(pending: list[_Token]) -> bool:
    """Whether a `[[` is open: `&&`, `<` and parentheses in it are signs of its own."""
    first, last = (pending[0].word, pending[-1].word) if pending else (None, None)
    return first is not None and first.text == "[[" and last is not None and last.text != "]]"


def _value_of(word: Word, start: int) -> Word:
    """The value's part of a `NAME=value` word."""
    span = Span(word.span.line, word.span.column + start, word.span.end_line, word.span.end_column)
    return Word(word.text[start:], word.value[start:], span, word.expands)
