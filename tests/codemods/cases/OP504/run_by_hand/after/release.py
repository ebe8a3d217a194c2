import os

if __name__ == "__main__":
    print(len(os.environ["RELEASE_TOKEN"]))
