"""The three ways in which the services of the plan tell their health."""


def spring(why_down):
    """Spring Boot's actuator, on /actuator/health."""
    status = "DOWN" if why_down else "UP"
    details = {"error": why_down} if why_down else {"database": "MySQL"}
    return {"status": status, "components": {"db": {"status": status, "details": details}}}


def plain(why_down):
    """Plain JSON, as a Laravel team writes it, on /health."""
    return {"status": "error", "database": why_down} if why_down else {"status": "ok",
                                                                      "database": "ok"}


def terminus(why_down):
    """Nest's terminus, on /health."""
    if why_down:
        down = {"database": {"status": "down", "message": why_down}}
        return {"status": "error", "info": {}, "error": down, "details": down}
    up = {"database": {"status": "up"}}
    return {"status": "ok", "info": up, "error": {}, "details": up}
