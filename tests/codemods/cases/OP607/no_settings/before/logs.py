import yaml

LOGGING = yaml.safe_load(open("logging_config.yaml"))
