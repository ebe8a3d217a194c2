import os

import openai
import stripe

stripe.api_key = os.environ["STRIPE_API_KEY"]
client = openai.OpenAI(api_key=os.environ["OPENAI_API_KEY"])
firebaseConfig = {
    "apiKey": os.environ["FIREBASE_API_KEY"],
    "projectId": "shop",
}
