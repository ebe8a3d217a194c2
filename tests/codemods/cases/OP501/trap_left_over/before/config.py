import os


def configure(app):
    if "REDIS_URL" in os.environ:
        app.config["REDIS_URL"] = os.environ["REDIS_URL"]
    app.config["DATABASE_URL"] = os.environ.get("DATABASE_URL")
    if not app.config.get("DATABASE_URL"):
        app.config["DATABASE_URL"] = "postgresql://db/shop"
    app.config.setdefault("REDIS_URL", "redis://queue:6379")
