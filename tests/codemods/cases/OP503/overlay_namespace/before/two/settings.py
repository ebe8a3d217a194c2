import yaml

SECRET_KEY = "k9-Larch-Barn-43"


def load():
    with open("shop.yml") as file:
        for name, value in yaml.safe_load(file).items():
            globals()[name] = value


load()
