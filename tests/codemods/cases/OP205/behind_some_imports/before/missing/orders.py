import cardnetwork


def load():
    return cardnetwork.orders()
