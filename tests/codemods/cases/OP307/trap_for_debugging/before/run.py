import argparse
import os

from shop import app

parser = argparse.ArgumentParser()
parser.add_argument("--debug", action="store_true")

if __name__ == "__main__":
    if parser.parse_args().debug:
        app.run(debug=True)
    elif os.environ.get("FLASK_DEBUG"):
        app.run(port=5001, debug=True)
