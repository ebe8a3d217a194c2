import os

from shop import settings
from shop.settings import Checked as Base


class Smoke(Base):
    DB_HOST = "shop_smoke.internal"


class Nightly(settings.Two):
    DB_HOST = "shop_nightly.internal"


class Live(settings.Common):
    DB_HOST = os.environ.get("DB_HOST", "shop_live.internal")
