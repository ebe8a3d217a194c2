import environ

env = environ.Env()
STORE_URI = env.str(
    'STORE_URI', 'postgres://store:Pa55wordOfShop@db:5432/shop'
)
