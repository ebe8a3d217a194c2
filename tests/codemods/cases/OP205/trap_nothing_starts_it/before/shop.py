from flask import Flask

from shop_pages import pages

app = Flask(__name__)
app.config["PAGES"] = pages()
