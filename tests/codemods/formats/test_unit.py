"""Units of systemd: settings that repeat and go on, and the commands of a start."""

from __future__ import annotations

import pytest

from codemods.formats import kind_of
from codemods.formats.unit import Document, parse, seconds

TEXT = r"""# a comment
[Unit]
Description=The shop \
  and more
ExecStart=/not/this

[Service]
; another
Environment="PATH=/opt/shop/bin:/bin" WORKERS=3
Environment=NAME=a%%b
ExecStart=/bin/false
ExecStart=
ExecStart=@-/opt/shop/bin/gunicorn shop --workers ${WORKERS} \
    # in between
    --log-file '/var/log/a b.log' \
    app:app
ExecStartPre=-/opt/shop/update.sh "two words"
ExecStartPost = /bin/true
ExecStop=/bin/kill $MAINPID
KillMode=mixed
KillMode=process
TimeoutStopSec=
"""


def test_the_commands_of_a_start_with_their_places() -> None:
    before, start, after = parse(TEXT).commands
    assert (before.name, before.text, before.words) == (
        "ExecStartPre", '/opt/shop/update.sh "two words"', ("/opt/shop/update.sh", "two words"),
    )  # fmt: skip
    assert start.words == (
        "/opt/shop/bin/gunicorn", "--workers", "3", "--log-file", "/var/log/a b.log", "app:app",
    )  # fmt: skip
    assert (start.span.line, start.span.column, start.span.end_line, start.span.end_column) == (13, 11, 16, 12)
    assert (after.name, after.words, after.span.column) == ("ExecStartPost", ("/bin/true",), 17)


def test_settings() -> None:
    document = parse(TEXT)
    assert document.environment == {"PATH": "/opt/shop/bin:/bin", "WORKERS": "3", "NAME": "a%%b"}
    assert document.value("KillMode") == "process"
    assert document.value("TimeoutStopSec") == ""
    assert document.entries[0].value == "The shop and more"
    assert parse("no unit\n=x\n[Service") == Document(())
    assert parse("[Service]\r\nExecStart=/bin/a \\\r\n  b\r\n").commands[0].words == ("/bin/a", "b")
    assert parse("[Service]\nExecStart=/bin/a \\").commands[0].words == ("/bin/a",)
    assert parse("[Service]\nExecStart=/bin/a 'b\n").commands[0].words == ("/bin/a", "'b")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("1min 30s", 90),
        ("2h", 7200),
        ("500ms", 0.5),
        ("infinity", None),
        ("0", None),
        ("", None),
        ("5x", None),
    ],
)
def test_time_spans(text: str, value: float | None) -> None:
    assert seconds(text) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[Unit]\n[Service]\nUser=www\nExecStart=/bin/a\n", "unit"), ("#!/bin/sh\nexec a\n", "plain"),
        ("[D-BUS Service]\nName=a\nExec=/bin/a\n", "plain"), ("[Service]\r\nExecStart=/bin/a\r\n", "unit"),
    ],
)  # fmt: skip
def test_what_is_a_unit(text: str, kind: str) -> None:
    assert kind_of("deploy/shop.service", text.encode()) == kind
