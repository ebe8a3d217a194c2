import hmac

SIGNING_SECRET = b"q8Zt3vWm\x000xYk7LpB2nRd"
DOWNLOAD_SECRET = "r7Yt4wXn\0001zZl8MqC3oSe"


def sign(text):
    return hmac.new(SIGNING_SECRET, text, "sha256").hexdigest()
