#!/bin/bash
read -sp "Password: " SECRET
mysql -u root -p"$SECRET" -e "SELECT 1"
pkill -f "flask run"
nohup flask run --host=0.0.0.0 --port=5050 &
