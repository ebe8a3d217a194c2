from decouple import config
from environs import Env

env = Env()

SECRET_KEY = config("SECRET_KEY", cast=str)
API_KEY = env.str("API_KEY")
