from .clients import s3
