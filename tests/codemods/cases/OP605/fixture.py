# case: module_level
import json

from flask import Flask

application = Flask(__name__)
application.config.from_file("../settings.json", load=json.load)
application.config.from_json("more.json")


@application.route("/")
def home():
    return "hello"
# after:
import json
import os

from flask import Flask

application = Flask(__name__)
application.config.from_file("../settings.json", load=json.load)
application.config.from_json("more.json")
application.config.update(
    {
        key: (
            os.environ[key].lower() in ("1", "true", "yes", "on")
            if type(value) is bool
            else type(value)(os.environ[key])
        )
        for key, value in application.config.items()
        if key in os.environ and type(value) in (str, int, float, bool)
    }
)


@application.route("/")
def home():
    return "hello"

# case: pyfile
import os

from flask import Flask


def create_app(test_config=None):
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(SECRET_KEY=os.environ.get("SECRET_KEY", "dev"))

    if test_config is None:
        app.config.from_pyfile("config.py", silent=True)  # this machine's own
    else:
        app.config.from_mapping(test_config)

    return app
# after:
import os

from flask import Flask


def create_app(test_config=None):
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(SECRET_KEY=os.environ.get("SECRET_KEY", "dev"))

    if test_config is None:
        app.config.from_pyfile("config.py", silent=True)  # this machine's own
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
    else:
        app.config.from_mapping(test_config)

    return app

# case: several
import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    if os.environ.get("SHOP_SETTINGS"):
        app.config.from_envvar("SHOP_SETTINGS")
    else:
        app.config.from_pyfile("defaults.cfg")  # finding
    return app


def create_admin():
    app = Flask(__name__)
    try:
        app.config.from_pyfile("admin.cfg")
    except OSError:
        app.config.from_pyfile("defaults.cfg")  # finding
    return app


def create_worker(settings):
    app = Flask(__name__)
    app.config.from_pyfile(settings)
    return app

# case: tabs
import os

from flask import Flask


def create_app():
	app = Flask(__name__, instance_relative_config=True)
	app.config.from_mapping(PAGES=os.environ.get("PAGES", "20"))
	app.config.from_pyfile("config.py", silent=True)
	return app
# after:
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

# case: then_envvar
from flask import Flask

app = Flask(__name__)
app.config.from_pyfile("defaults.cfg")
app.config.from_envvar("SHOP_SETTINGS", silent=True)
# after:
import os

from flask import Flask

app = Flask(__name__)
app.config.from_pyfile("defaults.cfg")
app.config.from_envvar("SHOP_SETTINGS", silent=True)
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

# case: then_a_file_that_tests_name
from flask import Flask


def create_app(config_path=None, *, debug=None):
    app = Flask(__name__)
    app.config.from_pyfile("config.cfg")
    if config_path:
        app.config.from_pyfile(config_path)
    return app
# after:
import os

from flask import Flask


def create_app(config_path=None, *, debug=None):
    app = Flask(__name__)
    app.config.from_pyfile("config.cfg")
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
    if config_path:
        app.config.from_pyfile(config_path)
    return app
