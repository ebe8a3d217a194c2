from django.apps import AppConfig
from pydantic import BaseModel
from pydantic_settings import BaseSettings


class ProductionSettings(BaseSettings):
    API_URL: str = "http://localhost"


class StageConfig(BaseModel):
    NAME: str


class DevConfig(AppConfig):
    NAME = "dev"


class DockerConfig:
    SOCKET = "/var/run/docker.sock"


class LocalConfig:
    ROOT = "."


class Production:
    def start(self):
        return 1


class TestConfig:
    TESTING = True


class ProductionSettingsBatch(Base):
    def post(self):
        LIMIT = 50
        return LIMIT


class DevConfigReader(Base):
    PATH = "dev.ini"


class ProductionLine:
    SPEED = 50


class StagingArea(Base):
    def settings(self):
        return 1
