from dotenv import load_dotenv

load_dotenv()


class ForgeStore:
    def __init__(self):
        self.secret_key = "Hk8JZikdIG8mBNT7nXEh072kFXcJyUnw"
        self.bucket = "kettles"
