import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--root-password", default="Zu7-kleines-Haus")
