import configparser
from os import environ

parser = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation(), defaults=environ)
parser.read("shop.ini")
PAGE = parser.getint("list", "page")
