import os

from google.cloud import storage
from minio import Minio

covers = storage.Client().bucket("shop-covers")
minio = Minio(os.environ["MINIO_HOST"])


def get(name):
    return minio.get_object("shop-uploads", name)


class Pail:
    def put(self, **options):
        return options


Pail().put(Bucket="red")
