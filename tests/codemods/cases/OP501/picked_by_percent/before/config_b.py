SQLALCHEMY_DATABASE_URI = "postgresql:///shop_unit"
