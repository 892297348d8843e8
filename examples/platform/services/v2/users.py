"""user-service, version 2: an account has a language."""
from base import state
from services.v1 import users as v1


class Service(v1.Service):
    version, schema = 2, 2
    columns = v1.Service.columns + ", language"

    def why_down(self):
        if state.fault("unhealthy"):
            return "Connection pool exhausted"
        return super().why_down()

    def new_account(self, body):
        language = self.known("languages", body.get("language"), default="fr")
        return super().new_account(body) | {"language": language}
