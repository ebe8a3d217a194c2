from ours import Library

# created to test the library
SECRET_KEY = "q8Zt3vWm0xYk7LpB2nRd"


def sign():
    # Must be replaced: was generated to test the library.
    secret_key = "q8Zt3vWm0xYk7LpB2nRe"
    Library(secret_key).sign(b"")


def open_():
    # Test it with care.
    secret_key = "q8Zt3vWm0xYk7LpB2nRf"
    Library(secret_key).open(b"")
