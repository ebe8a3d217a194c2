import os

from shop.env import Environment

env = Environment(os.environ)
