import os

from flask import Flask

app = Flask(__name__)
if os.getenv("SHOP_DEV", "").lower() == "true":
    chosen = "switch.config.DevelopmentConfig"
else:
    chosen = "switch.config.ProductionConfig"
app.config.from_object(chosen)
