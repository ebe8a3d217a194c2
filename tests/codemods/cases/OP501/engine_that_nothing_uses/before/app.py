from flask import Flask

from shop import reports, shelves
from shop.baskets import Basket

app = Flask(__name__)


@app.get("/")
def index():
    return {"baskets": Basket.count(), "rows": len(reports.rows()), "shelves": len(shelves.engine.dialect.name)}


if __name__ == "__main__":
    app.run()
