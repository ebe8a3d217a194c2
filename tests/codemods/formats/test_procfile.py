"""Procfiles: process types and their commands."""

from codemods.formats.procfile import parse


def test_processes_with_their_places() -> None:
    document = parse(
        "# no\nweb: gunicorn app:app -b 0.0.0.0:$PORT  \r\n\nrelease:  flask db upgrade && echo ok\n- no\n"
    )
    assert [(each.name, each.text) for each in document.processes] == [
        ("web", "gunicorn app:app -b 0.0.0.0:$PORT"), ("release", "flask db upgrade && echo ok"),
    ]  # fmt: skip
    web, release = document.processes
    assert (web.span.line, web.span.column, web.span.end_column) == (2, 6, 39)
    assert [each.values[0] for each in release.commands] == ["flask", "echo"]
    assert (release.commands[1].span.line, release.commands[1].span.column) == (4, 31)
