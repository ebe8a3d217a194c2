import keys
