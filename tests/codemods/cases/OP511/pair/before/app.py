import requests


def orders():
    return requests.get(
        "https://orders.example.org", auth = (
            # the shop's own
            "shop", "Tr4fficlight"
        ),
    )
