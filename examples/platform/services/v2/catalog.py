"""EventCatalogService, version 2: prices have a currency."""
from services.v1 import catalog as v1


class Service(v1.Service):
    version, schema = 2, 2
    columns = v1.Service.columns + ", currency"

    def new_event(self, body):
        currency = self.known("currencies", body.get("currency"), default="EUR")
        return super().new_event(body) | {"currency": currency}
