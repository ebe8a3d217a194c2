import os

if __name__ == "__main__":
    print(len(os.environ.get("REPORT_TOKEN", "fig-Tree-822")))
