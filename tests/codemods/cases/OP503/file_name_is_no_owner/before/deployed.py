class Production:
    PASSWORD = "feX2bjauRpkQZLrKD4hTYb0RgjkB3zBW"
