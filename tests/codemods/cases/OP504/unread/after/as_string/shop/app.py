from flask import Flask

from shop import as_string_settings

app = Flask(__name__)
app.config.from_object("shop.as_string_settings")
size = as_string_settings.PAGE_SIZE
