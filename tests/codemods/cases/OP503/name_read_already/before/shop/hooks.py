import stripe

BANK = {"secret_key": "k8-lantern-Hx", "hook_token": "k9-lantern-Hy"}
stripe.api_key = "k7-lantern-Hz"
