postgres_local_base = 'postgresql://postgres:@localhost/'
database_name = 'accounts'


class DevelopmentConfig:
    SQLALCHEMY_DATABASE_URI = postgres_local_base + database_name
