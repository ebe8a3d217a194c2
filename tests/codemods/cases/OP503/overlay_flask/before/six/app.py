from flask import Flask

from defaults import Default

app = Flask(__name__)
app.config.from_object(Default)
app.config.from_prefixed_env()
