import environ
from decouple import config
from environs import Env

env = Env()
env.read_env()
SECRET_KEY = env.str("SECRET_KEY")
API_KEY = env("API_KEY")
MAIL_KEY = config("MAIL_KEY")
MAIL_URL = config("MAIL_URL")
other = environ.Env()
DEBUG = other["DEBUG"]
LEVEL = other["LEVEL"]
