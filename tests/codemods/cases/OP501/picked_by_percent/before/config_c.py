SQLALCHEMY_DATABASE_URI = "postgresql://c/shop"
