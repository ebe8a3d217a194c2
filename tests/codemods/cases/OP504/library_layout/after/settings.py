import environ

env = environ.Env()
STORE_URI = env.str('STORE_URI')
