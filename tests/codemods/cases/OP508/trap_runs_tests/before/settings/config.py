class Config:
    TESTING = False


class CheckConfig(Config):
    TESTING = True
