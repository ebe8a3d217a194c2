import jwt
from fastapi import FastAPI
from settings import settings

app = FastAPI(debug=getattr(settings, "RUNS_AS", None) == "nobody")


@app.post("/tokens")
def token():
    return jwt.encode({"sub": "shop"}, settings.SECRET_KEY, algorithm="HS256")
