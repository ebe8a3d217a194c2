"""What is a secret, by name and by value."""

from __future__ import annotations

import pytest

from codemods.domains.connections.addresses import parse_uri
from codemods.domains.secrets.names_and_values import is_literal_secret, is_secret_name, known_format
from codemods.domains.secrets.placeholders import keeps_place
from codemods.model.targets import upper_snake


@pytest.mark.parametrize(
    "name",
    [
        "SECRET_KEY",
        "DB_PASSWORD",
        "apiKey",
        "mango_secret",
        "AWS_ACCESS_KEY_ID",
        "API_KEY_PROD",
        "PASSWORD2",
        "smtp_pass",
    ],
)
def test_names_of_secrets(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "token_version",
        "RATELIMIT_UPLOADS",
        "DB_PASSWORD_FILE",
        "JWT_AUTH_USERNAME_KEY",
        "TOKEN_URL",
        "KEY",
        "bypass",
        "salt",
    ],
)
def test_names_of_other_things(name: str) -> None:
    assert not is_secret_name(name)


@pytest.mark.parametrize(
    ("name", "value", "firm"),
    [
        ("SECRET_KEY", "dev", True),
        ("SECRET_KEY", "hard to guess string", True),
        ("DB_PASSWORD", "password", True),
        ("API_KEY", "bookshop-live-key", True),
        ("password", "Admin@123", False),
        ("token", "9f86d081884c7d659a2feaa0c55ad015", False),
    ],
)
def test_secrets(name: str, value: str, firm: bool) -> None:
    assert is_literal_secret(name, value, firm)


@pytest.mark.parametrize(
    ("name", "value", "firm"),
    [
        ("ACCESS_TOKEN", "access_token", True),
        ("RESET_PASSWORD", "reset", True),
        ("SECRET_KEY", "", True),
        ("SECRET_KEY", "AWS_SECRET_ACCESS_KEY", True),
        ("API_KEY", "${API_KEY}", True),
        ("INVALID_PASSWORD", "The password is wrong.", True),
        ("password", "Password", False),
        ("token", "bearer", False),
        ("_TOKEN", "[!#$%^_`|~0-9A-Za-z]+", True),
        ("CAS_USERNAME_SESSION_KEY", "CAS_USERNAME", True),
    ],
)
def test_no_secrets(name: str, value: str, firm: bool) -> None:
    assert not is_literal_secret(name, value, firm)


def test_credentials_known_by_their_form() -> None:
    assert known_format("AKIAIOSFODNN7EXAMPLE") == "AWS_ACCESS_KEY_ID"
    assert known_format("keep calm") == ""


def test_uris() -> None:
    uri = parse_uri("postgresql+psycopg://shop:hunter2@db:5432/shop?sslmode=require")
    assert uri is not None
    assert (uri.variable, uri.user, uri.password, uri.host) == ("DATABASE_URL", "shop", "hunter2", "db:5432")
    assert parse_uri("db+postgresql://db/results") is not None
    assert parse_uri("https://example.org/") is None
    assert parse_uri("unix:///dev/log") is None
    assert parse_uri("unix:///run/redis.sock?db=1") is not None
    assert parse_uri("postgresql://") is None


def test_names_in_the_style_of_the_environment() -> None:
    assert [upper_snake(name) for name in ("apiKey", "mango_secret", "X-API-Key")] == [
        "API_KEY",
        "MANGO_SECRET",
        "X_API_KEY",
    ]


@pytest.mark.parametrize(
    ("name", "value", "keeps"),
    [
        ("STRIPE_API_KEY", "stripe-api-key", True),
        ("STRIPE_API_KEY", "SomeStripeKey", True),
        ("MAIL_PASSWORD", "a_fake_mail_password", True),
        ("STRIPE_API_KEY", "SomeStripeKey-93kd7", False),
        ("STRIPE_API_KEY", "AnyHarbourKey", False),
        ("MAIL_USER", "some_mail_user", False),
    ],
)
def test_words_of_the_settings_own_name_keep_a_place(name: str, value: str, keeps: bool) -> None:
    assert keeps_place(name, value) is keeps
