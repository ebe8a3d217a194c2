from environs import Env

env = Env()
SECRET_KEY = env.str("SECRET_KEY")
