import os

from flask import Flask


def create_app():
	app = Flask(__name__, instance_relative_config=True)
	app.config.from_mapping(PAGES=os.environ.get("PAGES", "20"))
	app.config.from_pyfile("config.py", silent=True)
	app.config.update(
		{
			key: (
				os.environ[key].lower() in ("1", "true", "yes", "on")
				if type(value) is bool
				else type(value)(os.environ[key])
			)
			for key, value in app.config.items()
			if key in os.environ and type(value) in (str, int, float, bool)
		}
	)
	return app
