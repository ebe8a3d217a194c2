BLOCKLIST = set()
reasons = {}


class Hits:
    total = {}
