SQLALCHEMY_DATABASE_URI = "postgresql://a/shop"
