"""paymentAndNotificationService, version 2: notifications have a channel; and a debug page."""
from base import place, state
from base.refused import Refused
from services.v1 import payment as v1


class Service(v1.Service):
    version, schema = 2, 2
    notification_columns = v1.Service.notification_columns + ", channel"

    def routes(self):
        return super().routes() | {("GET", "/debug"): self.debug}

    def new_payment(self, body, booking):
        if state.fault("payment"):
            raise Refused("the bank's answer cannot be read", 500)
        return super().new_payment(body, booking)

    def new_notification(self, body):
        channel = self.known("channels", body.get("channel"), default="email")
        return super().new_notification(body) | {"channel": channel}

    def debug(self, request):
        api_key = "***"
        if state.fault("secret") and state.is_open():
            with open(place.client_key(), encoding="utf-8") as file:
                api_key = file.read().strip()  # the defect: "only for a moment, to see it work"
        return 200, {"service": "paymentAndNotificationService", "region": self.region,
                     "config": {"bank": "https://bank.example", "api_key": api_key}}
