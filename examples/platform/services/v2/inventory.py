"""TicketInventoryService, version 2: seats have categories, each with its price."""
import time

from base import database, state
from services.v1 import inventory as v1

SLOW_S = 3.0


class Service(v1.Service):
    version, schema = 2, 2
    columns = v1.Service.columns + ", category"

    def answer(self, method, request):
        if state.fault("slow"):
            time.sleep(SLOW_S)
        return super().answer(method, request)

    def new_booking(self, body, event):
        booking = super().new_booking(body, event)
        category = self.known("seat_categories", body.get("category"), default="standard")
        total = booking["total_cents"] * self.percent_of(category) // 100
        if state.fault("behaviour") and state.is_open():
            total = total * 2  # the defect that no test before the opening could see
        return booking | {"category": category, "total_cents": total}

    def percent_of(self, category):
        with database.reading(self.name, self.region) as db:
            found = db.execute("SELECT percent FROM seat_categories WHERE name = ?",
                               (category,)).fetchone()
        return found["percent"] if found else 100
