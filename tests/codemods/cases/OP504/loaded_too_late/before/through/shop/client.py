from shop.settings import TOKEN


def headers():
    return {"Authorization": TOKEN}
