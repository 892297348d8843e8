"""TicketInventoryService, version 1: books seats of the events in the catalogue."""
from base import database
from base.refused import Refused
from services import health
from services.frame import BaseService, count, text


class Service(BaseService):
    name, version, schema = "inventory", 1, 1
    health_path, health = "/health", staticmethod(health.plain)
    columns = "id, event_id, customer, quantity, total_cents"

    def routes(self):
        return {
            ("GET", "/bookings"): self.list_bookings,
            ("GET", "/bookings/*"): self.read_booking,
            ("POST", "/bookings"): self.book,
        }

    def list_bookings(self, request):
        return 200, {"bookings": self.every("bookings", self.columns)}

    def read_booking(self, request):
        return 200, self.one("bookings", self.columns, request.id)

    def book(self, request):
        number = count(request.body, "event_id", least=1)
        status, event = self.ask("catalog", f"/events/{number}")
        if status != 200:
            raise Refused(f"the catalogue has no event {number}", 422)
        booking = self.new_booking(request.body, event)
        with database.writing(self.name, self.region) as db:
            db.execute("BEGIN IMMEDIATE")
            taken, = db.execute("SELECT coalesce(sum(quantity), 0) FROM bookings"
                                " WHERE event_id = ?", (number,)).fetchone()
            if taken + booking["quantity"] > event["seats"]:
                raise Refused(f"{event['seats'] - taken} seats left for event {number}", 409)
            added = self.insert(db, "bookings", booking)
            db.execute("COMMIT")
        return 201, added

    def new_booking(self, body, event):
        quantity = count(body, "quantity", least=1)
        return {
            "event_id": event["id"],
            "customer": text(body, "customer"),
            "quantity": quantity,
            "total_cents": quantity * event["price_cents"],
        }
