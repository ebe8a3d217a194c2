from flask import Flask

from base.config import LiveConfig

app = Flask(__name__)
app.config.from_object(LiveConfig)
