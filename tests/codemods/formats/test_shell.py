"""The shell reading: words, quotes, operators, constructs and places."""

from codemods.formats.shell import commands, parse


def values(text: str) -> list[tuple[str, ...]]:
    return [command.values for command in parse(text).commands]


def test_words_lose_their_quotes_and_keep_their_variables() -> None:
    assert values("""gunicorn -b "0.0.0.0:$PORT" 'a b' c\\ d ${X:-1 2} $(cat "x y") `ls -l` e"f"'g'""") == [
        ("gunicorn", "-b", "0.0.0.0:$PORT", "a b", "c d", "${X:-1 2}", '$(cat "x y")', "`ls -l`", "efg")
    ]


def test_what_the_shell_would_replace_is_marked() -> None:
    (command,) = parse("""echo $a '$b' "$c" \\$d *.py ~/x plain "\\$e" """).commands
    assert [word.expands for word in command.words] == [False, True, False, True, False, True, True, False, False]


def test_operators_end_commands() -> None:
    found = parse("a && b || c; d | e & f\ng").commands
    assert [(each.values[0], each.operator) for each in found] == [
        ("a", "&&"), ("b", "||"), ("c", ";"), ("d", "|"), ("e", "&"), ("f", "\n"), ("g", ""),
    ]  # fmt: skip


def test_continuation_lines_and_places() -> None:
    (command,) = parse("# start\nexec gunicorn \\\n    --bind :80 app:app\n").commands
    assert command.exec
    assert command.values == ("exec", "gunicorn", "--bind", ":80", "app:app")
    assert (command.span.line, command.span.column, command.span.end_line) == (2, 1, 3)
    assert (command.words[2].span.line, command.words[2].span.column, command.words[2].span.end_column) == (3, 5, 11)


def test_a_place_counts_from_where_the_text_begins() -> None:
    (command,) = commands("exec x", line=7, column=5)
    assert (command.span.line, command.span.column, command.span.end_column) == (7, 5, 11)


def test_a_comparison_in_double_brackets_is_one_command() -> None:
    text = '[[ -z "$1" || gunicorn == $2 && ! ( $3 =~ ^(a|b)$ ) ]] && exec x\nif [[ $a < $b\n && $c ]]; then y; fi'
    assert [each[0] for each in values(text)] == ["[[", "exec", "[[", "y"]


def test_assignments_and_redirects_are_no_words() -> None:
    (command,) = parse('A=1 B="x y" python app.py --x=1 >> /var/log/a.log 2>&1\n').commands
    assert command.values == ("python", "app.py", "--x=1")
    assert [(name, word.value) for name, word in command.assignments] == [("A", "1"), ("B", "x y")]
    assert [(operator, word.value) for operator, word in command.redirects] == [(">>", "/var/log/a.log"), (">&", "1")]


def test_constructs_around_a_command() -> None:
    text = 'while ! nc -z db 5432; do\n  sleep 1\ndone\nif [ -n "$X" ]; then a; else b; fi\nf() {\n  c\n}\n(d; e)\ng'
    assert [(each.values[0], each.inside) for each in parse(text).commands] == [
        ("nc", ("while",)), ("sleep", ("while",)), ("[", ("if",)), ("a", ("if",)), ("b", ("if",)),
        ("c", ("function",)), ("d", ("(",)), ("e", ("(",)), ("g", ()),
    ]  # fmt: skip


def test_branches_of_a_case() -> None:
    text = 'case "$1" in\n  web|api) exec gunicorn app:app ;;\n  worker)\n    celery worker\n    ;;\n'
    text += '  *) exec "$@" ;;\nesac\nafter'
    assert [(each.values, each.inside) for each in parse(text).commands] == [
        (("exec", "gunicorn", "app:app"), ("case",)), (("celery", "worker"), ("case",)),
        (("exec", "$@"), ("case",)), (("after",), ()),
    ]  # fmt: skip


def test_heredocs_are_no_commands() -> None:
    assert values("cat <<EOF > x\ngunicorn no\nEOF\ncat <<-'END'\n\tflask no\n\tEND\nyes") == [
        ("cat",),
        ("cat",),
        ("yes",),
    ]


def test_comments_and_hashes_in_words() -> None:
    assert values("a # b\n#c\nd#e") == [("a",), ("d#e",)]


def test_what_is_cut_off_does_no_harm() -> None:
    for text in ("echo 'open", 'echo "open', "echo $(open", "a &&", "case x in", ")", "}", "\\", "cat <<EOF\nx"):
        parse(text)


def test_functions_by_keyword() -> None:
    found = parse("function attack {\n  ssh x\n}\nfunction two() { y; }\nattack").commands
    assert [(each.values, each.inside) for each in found] == [
        (("ssh", "x"), ("function",)), (("y",), ("function",)), (("attack",), ()),
    ]  # fmt: skip
