from dataclasses import dataclass
import os


@dataclass(frozen=True)
class AppConfig:
    environment: str


def load() -> AppConfig:
    return AppConfig(environment=os.environ.get("APP_ENV", "prod"))


def debug(config: AppConfig) -> bool:
    return config.environment != "prod"
