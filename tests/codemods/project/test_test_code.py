"""Whom code is for, by its names: each spelling of tests, development and examples, and what only looks like one."""

from __future__ import annotations

import pytest

from codemods.project.test_code import Use, is_test_database, use_of_class, use_of_function, use_of_path

PATHS = {
    Use.TEST: (
        "tests/app.py", "shop/test/app.py", "shop/testing/app.py", "test_app.py", "app_test.py", "app_tests.py",
        "tests.py", "test.py", "conftest.py", "spec/app.py", "fixtures/books.py", "integration_tests/app.py",
        "configs/test.py", "config/testing.py", "settings/test.py", "settings/tests.py", "test_settings.py",
        "shop/settings_test.py", "testing_config.py", "config_test.yml", "config.test.json", ".env.test", "test.env",
        "docker-compose.test.yml", "docker-compose-ci.yml", "Dockerfile.test", "test.Dockerfile",
        "requirements-test.txt", "e2e/compose.yaml", "t/unit/app.py", "cypress/compose.yaml", "config/ci/keys.py",
        "shop/basket_Test.py", "Test_basket.py", "shop/BASKET_TESTS.py",
    ),
    Use.DEVELOPMENT: (
        "docker-compose-dev.yml", "docker-compose.override.yml", "compose.dev.yaml", "Dockerfile.dev",
        "Dockerfile-local", "dev.Dockerfile", "docker/dev/Dockerfile", "compose/local/Dockerfile", "settings/local.py",
        "settings/dev.py", "config/development.py", "shop/settings_local.py", "local_settings.py", "dev_config.py",
        ".env.dev", ".env.local", ".envs/.local/.django", "requirements/dev.txt", "dev-requirements.txt", "seed.py",
        "seeds/books.py", "shop/seed_books.py", "shop/book_seeder.py", "config.development.yml",
    ),
    Use.EXAMPLE: (
        "examples/app.py", "docs/conf.py", "doc/app.py", "shop_example.py", "example_config.py", "config.sample.py",
        "settings_sample.py", "example.env", ".env.example", ".env.sample", "config.example.yml", "settings.ini.dist",
        "{{cookiecutter.slug}}/app.py", "cookiecutter-shop/app.py", "scaffolding/app.py", "notebooks/report.py",
        "samples/app.py", "docker-compose.example.yml", "Dockerfile-alpine-old", "docker-compose.yml.bak",
        "requirements_old.txt", "contrib/uwsgi.ini", "contrib/demo/docker-compose.yml",
        "config_template.py", "config-template.py", "settings.dist.py", "local_settings.py.dist", "config.default.py",
        "settings.defaults.py", "base_config_template.py", "local_settings.py.default", "settings.py.template",
        "settings/sample.py", "shop/secrets_template.py", "config.tpl.py", "settings_skel.py",
    ),
    Use.PRODUCTION: (
        "app.py", "shop/latest.py", "shop/contest/views.py", "attestation.py", "greatest.py", "testimonials/app.py",
        "protest.py", "shop/local.py", "local/views.py", "utils/dev_tools.py", "device.py", "develop_film.py",
        "settings/base.py", "settings/production.py", "config/prod.py", "docker-compose.yml", "docker-compose.prod.yml",
        "Dockerfile", "Dockerfile.web", "requirements.txt", ".env", "shop/ab_test/views.py", "shop/sample.py",
        "blood_sample.py", "models/factory.py", "factories/app.py", "localization.py", "usr/local/bin/start.sh",
        "latest.env", "docker/usr/local/bin/run.sh", "doctors/app.py", "sampler.py", "seedling.py", "old_orders.py",
        "Dockerfile.golden", "contrib/auth/models.py", "shop/contrib/uwsgi.ini", "config/default.py",
        "default_config.py", "config_default.py", "settings_defaults.py", "email_template.py", "template_settings.py",
        "shop/templates.py", "config/template.py", "template.py", "app_template.py", "skeleton.py",
        "deploy-template.yaml", "docker-compose.template.yml", "nginx.conf.template",
        "ci/models.py", "shop/ci/views.py",
    ),
}  # fmt: skip
CLASSES = {
    Use.TEST: (
        "TestConfig", "TestingConfig", "Testing", "ConfigTest", "ConfigForTesting", "MockStore", "FakeClient", "Tests"
    ),
    Use.DEVELOPMENT: ("DevelopmentConfig", "DevConfig", "Development", "LocalSettings", "ConfigDev", "Dev_Config"),
    Use.PRODUCTION: (
        "Testimonials", "LatestPrices", "ContestWinner", "Attestation", "Config", "LocalStorage", "ProductionConfig",
        "Device", "TestDrive", "AbTest", "DevelopmentPlan", "Mockup",
    ),
}  # fmt: skip
FUNCTIONS = {
    Use.TEST: (
        "test_total", "testing", "create_test_app", "make_test_client", "configure_for_testing", "run_tests",
        "mock_orders", "fake_user", "init_test_db", "createTestApp",
    ),
    Use.PRODUCTION: (
        "latest_orders", "contest_winners", "fastest_route", "greatest", "attest", "send_test_mail", "book_test_drive",
        "grade_test", "ab_test_results", "create_app",
    ),
}  # fmt: skip


def each(table: dict[Use, tuple[str, ...]]) -> list[tuple[str, Use]]:
    return [(name, use) for use, names in table.items() for name in names]


@pytest.mark.parametrize(("path", "use"), each(PATHS))
def test_path(path: str, use: Use) -> None:
    assert use_of_path(path) is use


@pytest.mark.parametrize(("name", "use"), each(CLASSES))
def test_class(name: str, use: Use) -> None:
    assert use_of_class(name) is use


@pytest.mark.parametrize(("name", "use"), each(FUNCTIONS))
def test_function(name: str, use: Use) -> None:
    assert use_of_function(name) is use


@pytest.mark.parametrize(
    ("value", "tests"),
    [
        ("postgresql:///shop_test", True),
        ("mysql+pymysql://root@localhost/test_shop?charset=utf8", True),
        ("mongodb://localhost:27017/test", True),
        ("sqlite:////tmp/test.db", True),
        ("shop_test", True),
        ("postgresql:///contest", False),
        ("postgresql://test.db.example/shop", False),
        ("postgresql:///latest", False),
    ],
)
def test_database(value: str, tests: bool) -> None:
    assert is_test_database(value) is tests
