# case: trap_no_reading_view
# file: settings.py
import os

SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "postgresql://localhost/shop")
