from state import *


def next_number(total):
    return total + len(exported)
