import os


class Config:
    SECRET_KEY = os.environ["SECRET_KEY"]


class DevelopmentConfig(Config):
    DEBUG = True


class TestingConfig(Config):
    TESTING = True


class TestDockerConfig(Config):
    TESTING = True


class ProdSettings(Config):
    """Production."""

    DATABASE_URL = os.environ["DATABASE_URL"]


class HerokuConfig(ProdSettings):
    @classmethod
    def init_app(cls, app):
        app.logger.info("heroku")


class StagingConfig(ProdSettings):
    pass
