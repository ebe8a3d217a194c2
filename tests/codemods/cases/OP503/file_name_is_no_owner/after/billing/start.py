from billing.client import connect

connect(password="ceX2bjauRpkQZLrKD4hTYb0RgjkB3zBW")
