from decouple import config
from environs import Env

env = Env()

SECRET_KEY = config("SECRET_KEY", default="larch-42", cast=str)
API_KEY = env.str("API_KEY", "fig-Tree-77")
