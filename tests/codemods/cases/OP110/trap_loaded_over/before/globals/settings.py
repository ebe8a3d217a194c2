import yaml

SESSION_ENGINE = "django.contrib.sessions.backends.file"

with open("/etc/shop.yaml") as file:
    given = yaml.safe_load(file)

globals().update(given)
