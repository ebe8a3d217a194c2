import os

if __name__ == "__main__":
    print(len(os.environ.get("RELEASE_TOKEN", "fig-Tree-771")))
