import os

VAULT_SECRET = "secret/data/kettle/prod"
DATABASE_CREDENTIALS = "projects/kettle-prod/secrets/db/versions/latest"
MAIL_PASSWORD = "vault:kv/kettle/mail#password"
RECAPTCHA_SITE_KEY = "6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI"
HCAPTCHA_SITEKEY = "10000000-ffff-ffff-ffff-00a7c1d20001"
STRIPE_PUBLISHABLE_KEY = "pk_live_77HhPq2Zx8KkLm01"
BRAINTREE_PUBLIC_KEY = "9xk3m7wq2zt5v8bn"
MAPBOX_PUBLIC_TOKEN = "pk.eyJ1Ijoia2V0dGxlIn0.Xk39vbQz81"
TURNSTILE_SITE_KEY = os.getenv("TURNSTILE_SITE_KEY", "0x4AAAAAAADnPIDROrmt1Wwj")
