def create_app(name):
    return name
