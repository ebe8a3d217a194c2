from alembic import context
from sqlalchemy import create_engine

connectable = create_engine("postgresql://localhost/shop")
context.configure(connection=connectable.connect())
