from flask import Flask

from either.flags import DEBUG

app = Flask(__name__)
app.config.from_object("either.config.DevConfig" if DEBUG else "either.config.ProdConfig")
