# case: by_hand
# file: config.py
import os

ENV = os.environ.get("ENV", "dev")
DATABASES = {  # finding
    "dev": {"host": "localhost"},
    "prod": {"host": "really-prod.db"},
}
DB_HOST = DATABASES[ENV]["host"]
# Suites ask for theirs by name.
QUEUE = {"prod": "orders", "testing": "null", "dev": "orders-dev"}[ENV]  # finding

# case: classes
# file: config.py
class Config:
    DEBUG = False


class DevelopmentConfig(Config):
    DEBUG = True


class TestingConfig(Config):
    TESTING = True


class ProductionConfig(Config):
    DEBUG = False


config = {  # finding
    "development": DevelopmentConfig,
    "testing": TestingConfig,
    "production": ProductionConfig,
    "default": DevelopmentConfig,
}

config_by_name = dict(dev=DevelopmentConfig, test=TestingConfig, prod=ProductionConfig)  # finding

# case: handed_in
HOSTS = {"production": "really-prod.db", "development": "localhost"}  # finding


def host(env="development"):
    name = HOSTS[env]
    return name

# case: trap_hosts_to_deploy_to
# file: tasks.py
from fabric import Connection
from invoke import task

from hosts import HostConfig


def get_configs(env=""):
    configs = {
        "staging": HostConfig(),
        "prod": HostConfig(),
    }
    return configs[env]


@task
def deploy(c, environment="staging"):
    Connection(get_configs(environment).host_name).run("docker compose up -d")

# case: unequal
# file: config.py
import os

env = os.environ.get("ENV", "development")

DB_HOST = {"production": "really-prod.db", "development": "localhost"}[env]  # finding
API_URL = {"production": "https://api.example.com", "development": "http://localhost"}.get(env, "https://staging.example.com")  # finding
WORKERS = {"prod": 8, "staging": 2}.get(os.getenv("STAGE", "staging"), 1)  # finding
QUEUE = {"prod": "orders", "dev": "orders-dev"}.get(env)  # finding
RATE = {"prod": 8, "dev": 0.5}.get(env, 1)  # finding
DEBUG = {"prod": False, "staging": False}.get(env, True)  # finding
