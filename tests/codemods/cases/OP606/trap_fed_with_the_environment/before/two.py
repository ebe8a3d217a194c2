import configparser
import os

VARIABLES = {**os.environ}
parser = configparser.ConfigParser(VARIABLES, interpolation=configparser.BasicInterpolation())
parser.read("shop.ini")
PAGE = parser["list"]["page"]
