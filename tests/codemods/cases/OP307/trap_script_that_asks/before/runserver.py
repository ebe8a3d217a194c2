#!/usr/bin/env python3
import argparse

from shop.factory import create_app

parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, default=5000)
args = parser.parse_args()

app = create_app()
app.debug = True
app.run(port=args.port)
