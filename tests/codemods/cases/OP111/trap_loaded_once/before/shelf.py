def load():
    return {"1": "Emma"}


def load_pages(which):
    return [which]
