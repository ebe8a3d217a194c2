from shop import by_name_settings


def size():
    return by_name_settings.PAGE_SIZE
