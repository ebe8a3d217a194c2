import configparser


class Variables(configparser.BasicInterpolation):
    pass


config = configparser.ConfigParser(interpolation=Variables())
config.read("config.ini")
HOST = config["db"]["host"]
