SQLALCHEMY_DATABASE_URI = "postgresql://localhost/test"
