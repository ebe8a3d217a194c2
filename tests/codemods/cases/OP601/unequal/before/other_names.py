import os

ENV = os.environ["ENV"]
if ENV == "production":
    QUEUE = "orders"
elif ENV == "staging":
    QUEUE = "orders-staging"

if ENV == "production":
    TOPIC = "sales"
elif ENV == "development":
    TOPIC = "sales-dev"
else:
    raise ValueError(ENV)
