def wrapped(body, kind=None):
    if kind:
        header = f"-----BEGIN {kind} PRIVATE KEY-----"
    else:
        header = "-----BEGIN PRIVATE KEY-----"
    return "\n".join([header, body])


PRIVATE_KEY_START = "-----BEGIN RSA PRIVATE KEY-----\n"
