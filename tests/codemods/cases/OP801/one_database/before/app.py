from fastapi import FastAPI

from database import Databases

databases = Databases()
app = FastAPI()
