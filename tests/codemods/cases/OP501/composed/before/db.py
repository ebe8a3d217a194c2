from sqlalchemy import create_engine

USER = "shop"
NAME = "shop"

engine = create_engine("postgresql://{}:{}@{}/{}".format("shop", "hunter2", "db", "shop"))
reports = create_engine(f"mysql://{USER}@reports.internal/{NAME}")
archive = create_engine("mysql://%s:%s@archive/%s" % (USER, "swordfish", NAME))
