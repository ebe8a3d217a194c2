from dataclasses import dataclass
import os

import sentry_sdk


@dataclass(frozen=True)
class SentryAppConfig:
    dsn: str
    environment: str


def configure() -> None:
    configure_sentry(_config())


def _config() -> SentryAppConfig:
    environment = os.environ.get("SENTRY_ENV", "prod")
    return SentryAppConfig(dsn=os.environ["SENTRY_DSN"], environment=environment)


def configure_sentry(config: SentryAppConfig) -> None:
    sentry_sdk.init(dsn=config.dsn, environment=config.environment)
