from shop import create_app

COMMANDS = {}


def devserver():
    app = create_app()
    app.run(host="0.0.0.0", port=8080)


def run_dev():
    app = create_app()
    app.run(debug=True)


if __name__ == "__main__":
    COMMANDS["dev"]()
