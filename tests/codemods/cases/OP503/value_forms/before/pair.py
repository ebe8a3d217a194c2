USER, DB_PASSWORD = "shop", "Tr4fficlight!"
