import requests


class Loans:
    def __init__(self):
        self.loans_page_url = "http://10.20.30.40/loans"

    def all(self):
        return requests.get(self.loans_page_url).text
