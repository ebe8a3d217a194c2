import os

from flask import Flask


def create_app():
	app = Flask(__name__, instance_relative_config=True)
	app.config.from_mapping(PAGES=os.environ.get("PAGES", "20"))
	app.config.from_pyfile("config.py", silent=True)
	return app
