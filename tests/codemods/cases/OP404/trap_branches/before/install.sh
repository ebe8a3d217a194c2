#!/bin/sh
pip install -r requirements.txt
python app.py
