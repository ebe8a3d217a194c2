USER, DB_PASSWORD = login(), "Tr4fficlight!"
