from flask import Flask

app = Flask(__name__, instance_path="/etc/shop", instance_relative_config=True)
app.config.from_pyfile("shop.cfg", silent=True)


@app.get("/")
def index():
    return app.config["TITLE"]
