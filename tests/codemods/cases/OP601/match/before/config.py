import os

match os.environ.get("ENVIRONMENT"):
    case "production":
        REGION = "eu-west-1"
    case "staging" | "stage":
        REGION = "eu-central-1"
    case _:
        REGION = "local"
