"""The API describes itself, and every operation says how it may be refused."""

import json

import pytest

METHODS = ("get", "put", "post", "delete")
PATHS = {
    "/api/v1/stores/{id}": {"put", "get"},
    "/api/v1/sellers/{id}": {"put", "get"},
    "/api/v1/products/{id}": {"put", "get"},
    "/api/v1/buyers/{id}": {"put", "get"},
    "/api/v1/orders/{id}": {"put", "get"},
    "/api/v1/sellers/{id}/invitations": {"post"},
    "/api/v1/sellers/{id}/enrolments": {"post", "get"},
    "/api/v1/sellers/{id}/enrolments/current": {"delete"},
    "/api/v1/sellers/{id}/policy": {"get"},
    "/api/v1/sellers/{id}/policies": {"post"},
    "/api/v1/coverage": {"post"},
    "/api/v1/contacts": {"post", "get"},
    "/api/v1/contacts/{id}": {"get"},
    "/api/v1/contacts/{id}/messages": {"post"},
    "/api/v1/contacts/{id}/closure": {"post"},
    "/api/v1/contacts/{id}/questions": {"post"},
    "/api/v1/questions": {"get"},
    "/api/v1/questions/{id}/answers": {"post"},
    "/api/v1/contacts/{id}/decisions": {"post"},
    "/api/v1/decisions/{id}": {"get"},
    "/api/v1/decisions/{id}/appeals": {"post"},
    "/api/v1/instructions": {"get"},
    "/api/v1/instructions/{id}": {"get"},
    "/api/v1/instructions/{id}/acknowledgement": {"post"},
    "/api/v1/withdrawals": {"post"},
    "/api/v1/entries": {"post"},
}


@pytest.fixture
def described(client):
    return client.get("/api/v1/openapi.json").json()


@pytest.fixture
def operations(described):
    return [
        (method, path, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_description_is_of_openapi_3_1_and_open_to_all(client, described):
    assert client.get("/api/v1/openapi.json").status_code == 200
    assert described["openapi"].startswith("3.1.")


def test_it_names_every_address(described):
    assert {path: set(methods) for path, methods in described["paths"].items()} == PATHS


def test_every_operation_declares_how_it_is_refused(operations):
    needed = {"get": set(), "delete": set(), "put": {"413", "415"}, "post": {"409", "413", "415"}}
    for method, path, operation in operations:
        declared = {status for status in operation["responses"] if status >= "400"}

        assert declared == {"401", "403", "404", "405", "422"} | needed[method], (method, path)


def test_every_refusal_is_a_problem_document(operations):
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for _, _, operation in operations:
        refusals = {s: r["content"] for s, r in operation["responses"].items() if s >= "400"}

        assert refusals == dict.fromkeys(refusals, problem)


def test_every_operation_needs_a_token(described, operations):
    assert described["components"]["securitySchemes"] == {
        "Bearer": {"type": "http", "scheme": "bearer"}
    }
    assert {json.dumps(operation["security"]) for _, _, operation in operations} == {
        '[{"Bearer": []}]'
    }


def test_posts_and_only_posts_take_an_idempotency_key(operations):
    for method, path, operation in operations:
        headers = [one["name"] for one in operation["parameters"] if one["in"] == "header"]

        assert headers == (["Idempotency-Key"] if method == "post" else []), path


def test_every_operation_has_a_name_of_its_own(operations):
    names = [operation["operationId"] for _, _, operation in operations]

    assert len(set(names)) == len(names)


def test_every_name_that_is_referred_to_is_there(described):
    said = json.dumps(described)
    named = {part.split('"')[0] for part in said.split("#/components/schemas/")[1:]}

    assert named <= set(described["components"]["schemas"])
