from flask import Flask

from shop import values

app = Flask(__name__)
app.config.from_object(values)


@app.get("/")
def index():
    return app.config["SHELF_HOST"]


def run_server():
    app.run(host=app.config["SERVER_HOST"], port=app.config["SERVER_PORT"])
