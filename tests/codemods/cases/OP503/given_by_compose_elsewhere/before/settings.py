DB_PASSWORD = "clostAd-7toi"
