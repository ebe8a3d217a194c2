import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--broker", default="redis://broker.kettle.internal:6379/0")
print(parser.parse_args())
