from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField


class LoginForm(FlaskForm):
    password = PasswordField("Password")
    token = StringField("Token", default="paste it here")


def check(form, user):
    if form.password.data == "hunter2":
        print("password='hunter2'")
    password = "Password"
    return user.login(password="", token=None, token_type="bearer"), password


schema = {"properties": {"password": {"type": "string", "example": "Hunter2!"}}}
