import os

import stripe

BANK = {"secret_key": os.environ["BANK_SECRET_KEY"], "hook_token": os.environ["BANK_HOOK_TOKEN"]}
stripe.api_key = os.environ["STRIPE_API_KEY"]
