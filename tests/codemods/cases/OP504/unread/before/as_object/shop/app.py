from flask import Flask

from shop import as_object_settings

app = Flask(__name__)
app.config.from_object(as_object_settings)
