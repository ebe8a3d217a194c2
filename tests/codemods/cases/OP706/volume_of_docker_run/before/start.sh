#!/bin/sh
docker run -d --name shop \
  -v /srv/shop/logs:/var/log/shop \
  shop
docker run -d --name mail -v "$PWD/mail.toml":/etc/mail.toml:ro mail
