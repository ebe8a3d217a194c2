from ours import Library


def check_signing():
    # This key is innocuous, created to test the library.
    secret_key = "q8Zt3vWm0xYk7LpB2nRd"
    Library(secret_key).sign(b"")


def check_opening():
    secret_key = "q8Zt3vWm0xYk7LpB2nRe"  # a test vector of the standard
    Library(secret_key).open(b"")


async def check_mail():
    # generated only for
    # the self-test below
    api_key = "q8Zt3vWm0xYk7LpB2nRf"
    password = "q8Zt3vWm0xYk7LpB2nRh"  # it is not a secret
    Library(api_key, password).send(b"")
