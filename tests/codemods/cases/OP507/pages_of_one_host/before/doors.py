import requests


class Doors:
    def __init__(self):
        self.login_page_url = "http://10.20.30.40/login"

    def enter(self):
        return requests.get(self.login_page_url).text
