#!/bin/sh
git clone https://git.example.org/prices.git /srv/shop
/srv/shop/venv/bin/pip install -r /srv/shop/requirements.txt
/srv/shop/venv/bin/python /srv/shop/jobs/other.py
