import yaml
from flask import Flask

app = Flask(__name__)
app.config.update(SECRET_KEY="k9-Larch-Barn-42")
with open("/etc/shop.yml") as file:
    app.config.update(yaml.safe_load(file))
