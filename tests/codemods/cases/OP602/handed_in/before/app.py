HOSTS = {"production": "really-prod.db", "development": "localhost"}


def host(env="development"):
    name = HOSTS[env]
    return name
