#!/bin/sh
/opt/shop/venv/bin/pip install -r requirements.txt
