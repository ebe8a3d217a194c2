import os

import psycopg2

old = psycopg2.connect(password=os.getenv("OLD_PASSWORD", "fig-Tree-78"))
new = psycopg2.connect(password=os.getenv("NEW_PASSWORD", "fig-Tree-79"))
for row in old.cursor():
    new.cursor().execute(row[0])
