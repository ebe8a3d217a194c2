class Base:
    """What all have."""

    PAGES = 20


class Local(Base):
    CELERY_BROKER_URL = "redis://localhost/4"
    CACHE_URL: str = "redis://localhost/5"
