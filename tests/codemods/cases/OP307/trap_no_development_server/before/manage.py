import click
from flask.cli import FlaskGroup
from flask.ext.script import Manager, Server, Shell
from flask_script import Manager as NewManager

from shop import create_app

manager = Manager(create_app)
cli = FlaskGroup(create_app=create_app)


@cli.command()
def start():
    from gunicorn.app.wsgiapp import WSGIApplication

    app = WSGIApplication()
    app.app_uri = "shop:create_app()"
    return app.run()


def shell():
    Shell(make_context=dict).run(no_ipython=False, no_bpython=False)


if __name__ == "__main__":
    manager.run()
