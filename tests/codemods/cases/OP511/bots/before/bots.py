import telebot
from linebot import LineBotApi, WebhookHandler

bot = telebot.TeleBot("110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0")
line = LineBotApi("kRC4gIlLRwvJ80crtV5g5yNPq3Qwqhlb")
handler = WebhookHandler("d61b703734bf899efae9c86a14365240")
