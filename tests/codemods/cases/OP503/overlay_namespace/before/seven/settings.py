import yaml

SECRET_KEY = "k9-Larch-Barn-48"

with open("shop.yml") as file:
    vars().update(yaml.safe_load(file))
