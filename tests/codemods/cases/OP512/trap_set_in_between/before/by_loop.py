import os

import by_item

FIRST_KEY = os.environ["FIRST_KEY"]
for each in [by_item.prepare]:
    each()
SECOND_KEY = os.environ["SECOND_KEY"]
