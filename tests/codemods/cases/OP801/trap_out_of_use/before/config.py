from engines import urls

SQLALCHEMY_DATABASE_URI = urls["shop"]
