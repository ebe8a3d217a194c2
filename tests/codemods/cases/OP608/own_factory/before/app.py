import os

from shop import factory

app = factory.create_app(os.environ.get("APP_ENV", "development"))
