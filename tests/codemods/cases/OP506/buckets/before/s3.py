import boto3

s3 = boto3.client("s3")
BUCKET = boto3.resource("s3").Bucket("shop-covers")


def put(name, file):
    s3.put_object(Bucket="shop-uploads", Key=name, Body=file)
    s3.upload_fileobj(file, "shop-uploads", name)
    s3.download_file("shop-backups", name, "/tmp/backup")


def link(name):
    return s3.generate_presigned_url("get_object", Params={"Bucket": "shop-uploads", "Key": name})


def keep(bucket, file):
    BUCKET.upload_fileobj(file, "a-key")
    s3.put_object(Bucket=bucket, Key="a-key", Body=file)


def by(client, name):
    return client.head_object(Bucket="shop-invoices", Key=name)
