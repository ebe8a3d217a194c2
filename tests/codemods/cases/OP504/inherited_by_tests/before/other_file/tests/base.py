from settings import Config


class Settings(Config):
    TESTING = True
