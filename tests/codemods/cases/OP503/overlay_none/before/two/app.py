from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = "k9-Larch-Barn-42"
app.config.from_pyfile("shop.cfg")
