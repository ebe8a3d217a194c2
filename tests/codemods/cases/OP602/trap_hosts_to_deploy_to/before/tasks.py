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
