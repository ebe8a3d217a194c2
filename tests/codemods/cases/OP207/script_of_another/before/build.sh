#!/bin/sh
docker build -t shop/web:latest .
docker run -t vendor/base:latest true
