#!/bin/sh
pip install -r requirements.txt
uvicorn app:app --reload
