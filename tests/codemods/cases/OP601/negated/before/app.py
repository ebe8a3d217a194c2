import config

print(config.ENV)
