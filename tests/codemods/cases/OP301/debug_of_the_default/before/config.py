class Config:
    DEBUG = False


class Development(Config):
    DEBUG = True


class Laptop(Development):
    PAGE = 20


class Production(Config):
    PAGE = 50
