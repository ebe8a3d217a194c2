from settings import *

OPTIONS.update(timeout=60, PASSWORD="q7Rw2LpX9vTz")
