RATELIMIT_ENABLED = True

# More than one worker needs Redis here.
# RATELIMIT_STORAGE_URL = "redis://host:port"
