import sys

from parts import cut

if __name__ == "__main__":
    print(cut(sys.argv[1]))
