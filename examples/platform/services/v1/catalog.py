"""EventCatalogService, version 1: the events one can book."""
from services import health
from services.frame import BaseService, count, text


class Service(BaseService):
    name, version, schema = "catalog", 1, 1
    health_path, health = "/actuator/health", staticmethod(health.spring)
    columns = "id, title, venue, starts_at, price_cents, seats"

    def routes(self):
        return {
            ("GET", "/events"): self.list_events,
            ("GET", "/events/*"): self.read_event,
            ("POST", "/events"): self.create_event,
        }

    def list_events(self, request):
        return 200, {"events": self.every("events", self.columns)}

    def read_event(self, request):
        return 200, self.one("events", self.columns, request.id)

    def create_event(self, request):
        return 201, self.add("events", self.new_event(request.body))

    def new_event(self, body):
        return {
            "title": text(body, "title"),
            "venue": text(body, "venue"),
            "starts_at": text(body, "starts_at"),
            "price_cents": count(body, "price_cents"),
            "seats": count(body, "seats", least=1),
        }
