from fastapi import FastAPI

from shop import orders, shelves
from shop.database import engine, metadata

metadata.create_all(bind=engine)

app = FastAPI()
app.include_router(orders.routes)
app.include_router(shelves.routes)
