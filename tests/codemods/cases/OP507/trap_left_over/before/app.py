from flask import Flask

# from payments import pay
import prices

app = Flask(__name__)


@app.get("/price")
def price():
    return {"price": prices.asked()}
