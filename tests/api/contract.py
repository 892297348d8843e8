"""openapi.yaml as a test reads it: which statuses a route may give, and what must be in it."""
import pathlib

import yaml

OPENAPI = pathlib.Path(__file__).parents[2] / "api/rest/openapi.yaml"


class Contract:
    def __init__(self):
        self.document = yaml.safe_load(OPENAPI.read_text())
        self.seen = {}  # (method, template) -> statuses

    def follow(self, node):
        while "$ref" in node:
            found = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            node = found
        return node

    def operations(self):
        for template, methods in self.document["paths"].items():
            for method, operation in methods.items():
                if method != "parameters":
                    yield method.upper(), template, operation

    def template_of(self, path):
        parts = path.partition("?")[0].split("/")
        fitting = [template for template in self.document["paths"]
                   if len(template.split("/")) == len(parts)
                   and all(mine == theirs or mine.startswith("{")
                           for mine, theirs in zip(template.split("/"), parts))]
        return min(fitting, key=lambda template: template.count("{"), default=None)

    def commands(self):
        """The names of what a run can be told."""
        begin = "/api/v1/runs/{run}/"
        return {template.removeprefix(begin) for method, template, _ in self.operations()
                if method == "POST" and template.startswith(begin) and template != begin + "compare"}

    def required_fields(self, name):
        operation = self.document["paths"][f"/api/v1/runs/{{run}}/{name}"]["post"]
        schema = self.follow(operation["requestBody"]["content"]["application/json"]["schema"])
        return set(schema.get("required", []))

    def check_all_commands_tried(self):
        for name in self.commands():
            seen = self.seen.get(("POST", f"/api/v1/runs/{{run}}/{name}"), set())
            assert {200, 409} <= seen, f"{name} was not tried to its ends: {seen}"

    def check(self, method, path, answer):
        """Raises unless the answer is one that openapi.yaml promises."""
        template = self.template_of(path)
        operation = self.document["paths"].get(template, {}).get(method.lower())
        assert operation, f"{method} {path} is not described"
        self.seen.setdefault((method, template), set()).add(answer.status)
        response = operation["responses"].get(str(answer.status))
        assert response, f"{method} {path}: {answer.status} is not described: {answer.text}"
        response = self.follow(response)
        if "content" in response:
            kind = answer.headers["content-type"].partition(";")[0]
            assert kind in response["content"], f"{method} {path}: {kind} is not described"
            self.check_schema(response["content"][kind].get("schema", {}), answer, path)
        else:
            assert not answer.text, f"{method} {path}: {answer.text} is not described"
        for header in response.get("headers", {}):
            assert header.lower() in answer.headers, f"{method} {path}: no {header}"

    def check_schema(self, schema, answer, path):
        schema = self.follow(schema)
        for name in schema.get("required", []):
            assert name in answer.json, f"{path}: no {name} in {answer.text}"
        for name, rule in schema.get("properties", {}).items():
            if "const" in rule and name in answer.json:
                assert answer.json[name] == rule["const"]
        if "way_out" in schema.get("properties", {}):
            assert answer.json["status"] == answer.status
            assert answer.json["detail"] and answer.json["title"] and answer.json["way_out"], answer.text
