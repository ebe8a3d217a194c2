import hmac
import os

SIGNING_SECRET = bytes.fromhex(os.environ["SIGNING_SECRET"])
DOWNLOAD_SECRET = "r7Yt4wXn\0001zZl8MqC3oSe"


def sign(text):
    return hmac.new(SIGNING_SECRET, text, "sha256").hexdigest()
