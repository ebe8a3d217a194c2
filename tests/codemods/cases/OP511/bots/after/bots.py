import os

import telebot
from linebot import LineBotApi, WebhookHandler

bot = telebot.TeleBot(os.environ["TELEGRAM_TOKEN"])
line = LineBotApi(os.environ["LINE_CHANNEL_ACCESS_TOKEN"])
handler = WebhookHandler(os.environ["LINE_CHANNEL_SECRET"])
