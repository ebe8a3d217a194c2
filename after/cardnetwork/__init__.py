"""Client of the card network."""

import json
import urllib.error
import urllib.request

__version__ = "2.3.1"


class CardNetworkError(Exception):
    """The card was not charged, or nobody can say so."""


class CardDeclined(CardNetworkError):
    """The card network refuses this card."""


class Client:
    """Charges cards through the card network at url."""

    def __init__(self, url, api_key, timeout=30):
        self.url = url
        self.api_key = api_key
        self.timeout = timeout

    def charge(self, reference, amount, currency, card_number):
        """Charge the card and return the charge's id; a reference that was charged before is not charged again."""
        body = {"reference": reference, "amount": amount, "currency": currency, "card_number": card_number}
        request = urllib.request.Request(
            f"{self.url}/charges",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.api_key}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                return json.load(response)["id"]
        except urllib.error.HTTPError as error:
            if error.code == 402:
                raise CardDeclined("the card was declined") from error
            raise CardNetworkError(f"the card network answers {error.code}") from error
        except OSError as error:
            raise CardNetworkError("the card network does not answer") from error
