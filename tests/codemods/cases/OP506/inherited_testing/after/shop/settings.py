import os


class Common:
    PAGE_SIZE = 20


class Checked(Common):
    TESTING: bool = True


class Mixed:
    DEBUG = TESTING = True


class Pipeline(Checked):
    DB_HOST = "shop_pipeline.internal"


class Two(Common, Mixed):
    DB_HOST: str = "shop_two.internal"


class Twice(Pipeline):
    DB_HOST = "127.0.0.1"


class Back(Checked):
    TESTING = False
    REDIS_HOST = os.environ.get("REDIS_HOST", "localhost")
