CACHE_CONFIG = {"CACHE_TYPE": "simple"}


class Config:
    CACHE_TYPE = "FileSystemCache"
