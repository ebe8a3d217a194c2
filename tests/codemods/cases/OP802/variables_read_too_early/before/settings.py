import os

import models
from dotenv import load_dotenv

load_dotenv()
DATABASE = os.environ.get("DATABASE_URL", "mysql+pymysql://localhost/shop")
models.db.session.expire_on_commit = False
