ORDERS_URL = "http://orders:8080"


def before_scenario(context, scenario):
    context.url = ORDERS_URL
