import os

DEFAULTS = {
    "DOCKER_SOCKET": "unix:///var/run/docker.sock",
    "REDIS_URL": "redis://cache:6379/0",
    "DATABASE_URL": "postgresql://db/shop",
}
TEMPLATES = {"sqlite": "sqlite:////{DATABASE_FILE}", "postgresql": "postgresql://{DB_HOST}/{DB_NAME}"}


class Settings:
    def read(self, key, value):
        return os.environ.get(key, value)

    def load(self, config):
        config.update({key: self.read(key, value) for key, value in DEFAULTS.items()})
        config["SQLALCHEMY_DATABASE_URI"] = TEMPLATES[config["FLAVOUR"]].format(**config)
