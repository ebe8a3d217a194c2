from shop import read_settings

size = read_settings.PAGE_SIZE
token = read_settings.READ_TOKEN
