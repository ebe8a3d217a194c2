def price():
    import cardnetwork

    return cardnetwork.price()


def load():
    from orders import load as loaded

    return loaded()
