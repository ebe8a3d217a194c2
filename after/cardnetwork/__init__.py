"""Client of the card network."""

import http.client
import json
import socket
import urllib.error
import urllib.parse
import urllib.request

__version__ = "2.4.0"


class CardNetworkError(Exception):
    """The card was not charged, or the question not answered."""


class CardDeclined(CardNetworkError):
    """The card network refuses this card."""


class ChargeUnknown(Exception):
    """Nobody can say whether the card was charged: find() tells later."""


class Client:
    """Charges cards through the card network at url."""

    def __init__(self, url, api_key, timeout=10):
        self.url = url
        self.api_key = api_key
        self.timeout = timeout

    def charge(self, reference, amount, currency, card_number):
        """Charge the card and return the charge's id; a reference that was charged before is not charged again."""
        body = {"reference": reference, "amount": amount, "currency": currency, "card_number": card_number}
        try:
            return self._ask("/charges", json.dumps(body).encode())["id"]
        except urllib.error.HTTPError as error:
            if error.code == 402:
                raise CardDeclined("the card was declined") from error
            if error.code < 500 and error.code not in (408, 409):
                raise CardNetworkError(f"the card network answers {error.code}") from error
            raise ChargeUnknown(f"the card network answers {error.code}") from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, (ConnectionRefusedError, socket.gaierror)):
                raise CardNetworkError("the card network cannot be reached") from error
            raise ChargeUnknown("the card network does not answer") from error
        except (OSError, http.client.HTTPException, KeyError, TypeError, ValueError) as error:
            raise ChargeUnknown("the card network does not answer") from error

    def find(self, reference):
        """The id of the charge under a reference, None if there is none."""
        try:
            return self._ask(f"/charges/{urllib.parse.quote(reference, safe='')}")["id"]
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise CardNetworkError(f"the card network answers {error.code}") from error
        except (OSError, http.client.HTTPException, KeyError, TypeError, ValueError) as error:
            raise CardNetworkError("the card network does not answer") from error

    def _ask(self, path, data=None):
        headers = {"Authorization": f"Bearer {self.api_key}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data, headers)
        with urllib.request.urlopen(request, timeout=self.timeout) as response:
            return json.load(response)
