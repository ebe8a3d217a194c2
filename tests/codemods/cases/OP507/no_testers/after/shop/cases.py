import os

import requests

CASES_URL = os.environ.get("CASES_URL", "http://cases:8080")


class TestCaseList:
    def get(self):
        return requests.get(CASES_URL).json()
