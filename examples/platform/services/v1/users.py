"""user-service, version 1: the accounts of the customers."""
from services import health
from services.frame import BaseService, text


class Service(BaseService):
    name, version, schema = "users", 1, 1
    health_path, health = "/actuator/health", staticmethod(health.spring)
    columns = "id, name, email"

    def routes(self):
        return {
            ("GET", "/accounts"): self.list_accounts,
            ("GET", "/accounts/*"): self.read_account,
            ("POST", "/accounts"): self.create_account,
        }

    def list_accounts(self, request):
        return 200, {"accounts": self.every("accounts", self.columns)}

    def read_account(self, request):
        return 200, self.one("accounts", self.columns, request.id)

    def create_account(self, request):
        return 201, self.add("accounts", self.new_account(request.body))

    def new_account(self, body):
        return {"name": text(body, "name"), "email": text(body, "email")}
