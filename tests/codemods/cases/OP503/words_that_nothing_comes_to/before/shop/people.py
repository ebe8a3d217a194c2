class Account:
    pass


def greet(account):
    return account.Name


def first():
    account = Account()
    account.Name = "first"
    account.Password = "pass123"
    return account


def guests():
    account = Account()
    account.Name = "guest"
    account.Password = "pass124"
    return account
