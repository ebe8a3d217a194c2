import configparser

parser = configparser.ConfigParser()
parser.read("settings.ini")
HOST = parser["db"]["host"]
