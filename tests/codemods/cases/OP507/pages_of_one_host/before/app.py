from flask import Flask

from blocks import block
from doors import Doors
from loans import Loans
from offers import offers
from prices import prices

app = Flask(__name__)


@app.get("/")
def index():
    return {"loans": Loans().all(), "doors": Doors().enter(), "prices": [prices(), offers(), block()]}
