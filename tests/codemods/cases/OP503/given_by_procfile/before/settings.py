MAIL_PASSWORD = "clostAd-7toi"
