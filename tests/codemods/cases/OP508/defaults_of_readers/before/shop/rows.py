import yaml

with open("rows.yml") as file:
    ROWS = yaml.safe_load(file)
