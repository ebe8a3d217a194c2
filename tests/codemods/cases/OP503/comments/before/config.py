PAGES = 20
SECRET_KEY = "m7-lantern"  # change this!
JWT_SECRET_KEY = b"m8-lantern"  # FIXME: replace before deploying to production
API_TOKEN = "m9-lantern-42"  # change when the shop's contract ends
