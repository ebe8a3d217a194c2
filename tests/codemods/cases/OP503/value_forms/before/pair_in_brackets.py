(
    MAIL_PASSWORD,
    HOST,
) = ("S0mething!", "mail")
