from flask_script import Manager, Server

from shop import create_app

app = create_app()
manager = Manager(app)
manager.add_command("runserver", Server(host="localhost", port=4000, use_debugger=True))


@manager.command
def serve():
    """Serve on this machine."""
    app.run(debug=True, port=4001)


if __name__ == "__main__":
    manager.run()
