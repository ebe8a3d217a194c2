from sqlalchemy import create_engine

orders = create_engine("postgresql://orders.internal/orders")
archive = create_engine("postgresql://archive.internal/archive")
