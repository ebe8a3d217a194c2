import os


class Comics:
    API_KEY = os.environ["COMICS_API_KEY"]
