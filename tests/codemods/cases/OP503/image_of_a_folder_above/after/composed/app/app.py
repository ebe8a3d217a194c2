import os

from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = "k9-Larch-Barn-43"
app.config["PORT"] = os.environ.get("PORT", "5000")
