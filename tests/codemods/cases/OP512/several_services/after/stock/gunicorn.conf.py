raw_env = ["STOCK_TOKEN=none"]
