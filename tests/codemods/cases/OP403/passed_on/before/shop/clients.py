import boto3
import requests as http
from urllib.request import urlopen as ask

s3 = boto3.client("s3")
ZONES = http.get("https://zones.example.org/all")
RATES = ask("https://rates.example.org/all")
