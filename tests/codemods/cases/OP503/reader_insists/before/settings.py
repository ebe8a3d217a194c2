from environs import Env

env = Env()
env.read_env()

DEBUG = env.bool("DEBUG", default=False)
MAIL_PASSWORD = "nX7!uQ2kd9"
