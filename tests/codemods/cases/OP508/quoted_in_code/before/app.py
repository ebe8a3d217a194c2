import sqlalchemy

url = sqlalchemy.engine.URL.create("postgresql", "shop", "kiwi@Ruby7", "db")
