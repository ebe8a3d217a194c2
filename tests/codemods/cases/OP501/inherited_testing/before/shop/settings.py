class Common:
    PAGE_SIZE = 20


class Checked(Common):
    TESTING: bool = True


class Mixed:
    DEBUG = TESTING = True


class Pipeline(Checked):
    DATABASE_URI = "postgresql://localhost/shop_pipeline"


class Two(Common, Mixed):
    DATABASE_URI: str = "postgresql://localhost/shop_two"


class Twice(Pipeline):
    CELERY_BROKER_URL = "redis://localhost:6379/4"


class Back(Checked):
    TESTING = False
    CELERY_BROKER_URL = "redis://queue:6379/1"
