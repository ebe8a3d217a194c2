from fastapi import FastAPI
from sqlalchemy import text

from shop.people import People, Places, Routes

app = FastAPI()


@app.get("/people")
def people():
    with People() as one, Places() as two, Routes() as three:
        return [each.execute(text("SELECT name FROM names")).all() for each in (one, two, three)]
