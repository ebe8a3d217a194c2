from shop import settings
from shop.settings import Checked as Base


class Smoke(Base):
    DATABASE_URI = "postgresql://localhost/shop_smoke"


class Nightly(settings.Two):
    DATABASE_URI = "postgresql://localhost/shop_nightly"


class Live(settings.Common):
    DATABASE_URI = "postgresql://localhost/shop_live"
