"""Copies the rows to another server: change the address first."""

from sqlalchemy import create_engine, text

TARGET = "mysql+pymysql://user:password@localhost:3306/database"

with create_engine(TARGET).connect() as connection:
    connection.execute(text("INSERT INTO rows SELECT * FROM old_rows"))
