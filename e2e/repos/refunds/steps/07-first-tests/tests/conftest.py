import os

os.environ.setdefault("STRIPE_API_KEY", "unset")
