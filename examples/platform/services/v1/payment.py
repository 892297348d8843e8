"""paymentAndNotificationService, version 1: takes payments, and tells the customer.

Everything but the health needs a valid key in the header X-Api-Key. Of the keys this service knows
only the hashes.
"""
import hashlib
import json

from base import place
from base.refused import Refused
from services import health
from services.frame import BaseService, count, text


class Service(BaseService):
    name, version, schema = "payment", 1, 1
    health_path, health = "/health", staticmethod(health.terminus)
    payment_columns = "id, booking_id, amount_cents, status"
    notification_columns = "id, payment_id, recipient, text"

    def routes(self):
        with_key = self.with_key
        return {
            ("GET", "/payments/*"): with_key(self.read_payment),
            ("POST", "/payments"): with_key(self.pay),
            ("GET", "/notifications"): with_key(self.list_notifications),
            ("GET", "/notifications/*"): with_key(self.read_notification),
            ("POST", "/notifications"): with_key(self.notify),
        }

    @staticmethod
    def with_key(handler):
        def checked(request):
            given = hashlib.sha256(request.headers.get("X-Api-Key", "").encode()).hexdigest()
            with open(place.path("keys", "payment.json"), encoding="utf-8") as file:
                valid = {key["sha256"] for key in json.load(file) if not key["revoked"]}
            if given not in valid:
                raise Refused("X-Api-Key is missing, unknown or revoked", 401)
            return handler(request)
        return checked

    def read_payment(self, request):
        return 200, self.one("payments", self.payment_columns, request.id)

    def pay(self, request):
        number = count(request.body, "booking_id", least=1)
        status, booking = self.ask("inventory", f"/bookings/{number}")
        if status != 200:
            raise Refused(f"the inventory has no booking {number}", 422)
        payment = self.new_payment(request.body, booking)
        if payment["amount_cents"] != booking["total_cents"]:
            raise Refused(f"booking {number} costs {booking['total_cents']} cents", 422)
        payment = self.add("payments", payment)
        told = self.add("notifications", self.new_notification({
            "payment_id": payment["id"], "recipient": booking["customer"],
            "text": f"Paiement {payment['id']} reçu pour la réservation {number}"}))
        return 201, payment | {"notification_id": told["id"]}

    def new_payment(self, body, booking):
        return {"booking_id": booking["id"], "amount_cents": count(body, "amount_cents"),
                "status": "paid"}

    def list_notifications(self, request):
        return 200, {"notifications": self.every("notifications", self.notification_columns)}

    def read_notification(self, request):
        return 200, self.one("notifications", self.notification_columns, request.id)

    def notify(self, request):
        return 201, self.add("notifications", self.new_notification(request.body))

    def new_notification(self, body):
        return {"payment_id": count(body, "payment_id", least=1),
                "recipient": text(body, "recipient"), "text": text(body, "text")}
