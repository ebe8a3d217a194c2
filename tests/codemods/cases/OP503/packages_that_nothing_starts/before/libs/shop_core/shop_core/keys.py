API_KEY = "live-4f3b2a-Zk81"
