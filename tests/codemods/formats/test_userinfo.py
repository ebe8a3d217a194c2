"""Where URLs have a user's name and password, in texts and alone."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from codemods.formats.userinfo import divided, masked, userinfos, without

URLS = (
    "redis://:p@ssw0rd@host:6379/0", "redis://:p:q@host", "amqp://shop:a@b@c@host:5672//", "postgresql://u:p%40q@host/db",
    "mongodb://u:p@h1:1,h2:2/db?replicaSet=a", "http://host:8080/users/@me", "redis://token@host", "redis://host",
    "https://[::1]:443/@x", "postgresql:///db?user=me@example.org", "redis://u:'p\"q'@host/1", "sqlite:///shop@home.db",
)  # fmt: skip


@pytest.mark.parametrize("url", URLS)
def test_as_the_standard_library_takes_a_url_apart(url: str) -> None:
    parts, theirs = divided(url.partition("://")[2]), urlsplit(url)
    assert (parts.user, parts.password) == (theirs.username or "", theirs.password or "")
    assert parts.host == theirs.netloc.rpartition("@")[2]


@pytest.mark.parametrize(
    ("text", "passwords"),
    [
        ("redis://:p@ssw0rd@host", ["p@ssw0rd"]),
        ("see 'redis://:p\"w@host' or \"redis://:p'w@host\"", ['p"w', "p'w"]),
        ("amqp://u:p@h;amqp://a:b@c,amqp://d:e@f", ["p", "b", "e"]),
        ("https://proxy/?next=https://u:p@h", ["p"]),
        ("redis://:p/w@host redis://:p#w@host redis://:p?w@host", ["p/w", "p#w", "p?w"]),
        ("http://host:8080/@me https://{host}:{port}/a@b", []),
        ('{"url": "redis://:a@b@host"}', ["a@b"]),
        ("url = redis://:a@b@host ; a comment with me@host", ["a@b"]),
    ],
)
def test_in_texts(text: str, passwords: list[str]) -> None:
    found = list(userinfos(text))
    assert [each.password for each in found] == passwords
    assert [text[each.start : each.end] for each in found] == passwords


def test_where_a_password_ends_is_not_always_certain() -> None:
    assert [each.certain for each in userinfos("a://:p@h b://:p/w@h c://:p@h/x@y")] == [True, False, False]


def test_no_part_is_shown() -> None:
    assert masked("redis://:p@ssw0rd@host/0 and a://u:p@h/x@y", "***") == "redis://:***@host/0 and a://u:***@y"
    assert masked("redis://:${PASSWORD}@host", "***") == "redis://:${PASSWORD}@host"
    assert (
        without("git clone 'https://to@ken@host/a/b.git' git@host:a/b")
        == "git clone 'https://host/a/b.git' git@host:a/b"
    )
