"""What the customers own, as anybody reads it through the platform's door: it must outlive the day."""
import json
import urllib.error
import urllib.request

LISTS = {"events": "/catalog/events", "bookings": "/inventory/bookings", "accounts": "/users/accounts",
         "notifications": "/payment/notifications"}
BUYER = "gaston@customers.example"


class Customers:
    def __init__(self, url, key):
        self.url, self.key = url, key
        self.regions = set()  # that have answered

    def buy(self):
        """Somebody buys two tickets before the day: what is at stake is not only what was always there."""
        self.ask("/users/accounts", {"name": "Gaston Leroy", "email": BUYER})
        booking = self.ask("/inventory/bookings", {"event_id": 1, "customer": BUYER, "quantity": 2})
        self.ask("/payment/payments", {"booking_id": booking["id"], "amount_cents": booking["total_cents"]})

    def rows(self):
        """(what, id) -> the row."""
        rows = {(what, row["id"]): row for what, path in LISTS.items() for row in self.ask(path)[what]}
        # No page lists the payments; each has notified somebody.
        for number in sorted({row["payment_id"] for (what, _), row in rows.items() if what == "notifications"}):
            payment = self.ask(f"/payment/payments/{number}")
            if payment:
                rows["payments", number] = {name: value for name, value in payment.items() if name != "version"}
        return rows

    def ask(self, path, body=None):
        """The answer; None for what is not there."""
        request = urllib.request.Request(self.url + path, None if body is None else json.dumps(body).encode(),
                                         {"Content-Type": "application/json", "X-Api-Key": self.key})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                self.regions.add(answer.headers["X-Region"])
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise


def lost(before, after):
    """What is no longer as it was; rows and columns that are new lose nothing."""
    return [f"{what} {number}" for (what, number), row in sorted(before.items())
            if not row.items() <= after.get((what, number), {}).items()]
