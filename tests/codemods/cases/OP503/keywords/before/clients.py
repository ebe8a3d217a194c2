import openai
import stripe

stripe.api_key = "sk_test_4eC39HqLyjWDarjtT1zdp7dc"
client = openai.OpenAI(api_key="sk-proj-4eC39HqLyjWDarjtT1zdp7dc4eC39HqLyjWDarjtT1")
firebaseConfig = {
    "apiKey": "AIzaSyD4eC39HqLyjWDarjtT1zdp7dc4eC39HqL",
    "projectId": "shop",
}
