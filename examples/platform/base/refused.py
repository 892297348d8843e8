"""The platform says no, and why."""


class Refused(Exception):
    """`status` is what an HTTP client gets; the command line answers with exit code 1."""

    def __init__(self, why, status=409):
        super().__init__(why)
        self.status = status
