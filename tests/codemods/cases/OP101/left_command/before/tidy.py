import os


def tidy():
    os.system("find photos -mtime +30 -delete")
