SQLALCHEMY_DATABASE_URI = "postgresql://localhost/shop_nightly"
REDIS_URL = "redis://localhost/3"
