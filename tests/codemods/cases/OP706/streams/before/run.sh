#!/bin/sh
pip install --log-file pip.log -r requirements.txt
