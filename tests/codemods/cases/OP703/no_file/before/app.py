import argparse
import logging
import os

logging.basicConfig(level=logging.INFO)
logging.basicConfig(filename=None)
logging.basicConfig(filename=os.environ.get("LOG_FILE"))
parser = argparse.ArgumentParser()
args = parser.parse_args()
logging.basicConfig(filename=args.log)
