import os

DATABASES = os.path.join(os.path.dirname(__file__), "databases")


class Config:
    FLASK_PROFILER = {
        "enabled": True,
        "storage": {"engine": "sqlalchemy", "db_url": f"sqlite:///{os.path.join(DATABASES, 'profile.db')}"},
    }
