import argparse

from shop import app

parser = argparse.ArgumentParser()
parser.add_argument("--cert")
args = parser.parse_args()

if args.cert:
    app.run(ssl_context=args.cert)
else:
    app.run()
