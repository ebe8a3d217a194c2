from config import Config, ProductionConfig
from flask import Flask

app = Flask(__name__)
app.config.from_object(Config)
app.config["SECRET_KEY"] = "another-one-entirely"
admin = Flask("admin")
admin.config.from_object(ProductionConfig)
