import os

stage = os.getenv("STAGE", "staging")


def bucket():
    if os.getenv("STAGE") == "production":
        return "shop"
    return "shop-dev"


def region():
    name = "local"
    print(name)
    if os.getenv("STAGE") == "production":
        name = "eu-west-1"
    return name


def queue():
    if stage == "staging":
        name = "orders-staging"
    else:
        name = "orders"
    return name


def select(name):
    global stage
    stage = name


for number in range(3):
    if os.getenv("STAGE") == "production":
        size = 50
    else:
        size = 10
