import configparser
import os

parser = configparser.RawConfigParser()
parser.read("shop.ini")
parser["DEFAULT"].update(os.environ)
PAGE = parser["list"]["page"]
