from shop import by_key_settings


def setting(key):
    return getattr(by_key_settings, key)
