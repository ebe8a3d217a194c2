from fastapi import APIRouter

from shop.database import engine, metadata

metadata.create_all(bind=engine)

routes = APIRouter()
