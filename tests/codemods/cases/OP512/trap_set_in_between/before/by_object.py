import os

import vault

FIRST_KEY = os.environ["FIRST_KEY"]
client = vault.Client(FIRST_KEY)
SECOND_KEY = os.environ["SECOND_KEY"]
