secret = "aeX2bjauRpkQZLrKD4hTYb0RgjkB3zBW"
