SECRET_KEY = "m7-lantern-of-the-base"
