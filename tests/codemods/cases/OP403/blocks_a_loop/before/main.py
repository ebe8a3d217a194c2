import joblib
from fastapi import FastAPI

model = joblib.load("model.bin")
app = FastAPI()


@app.get("/price")
async def price(x: float):
    return {"price": model.predict([[x]])[0]}
