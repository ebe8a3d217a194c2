DATABASE_URL = "sqlite:////tmp/shop.db"
