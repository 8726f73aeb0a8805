"""The documentation page of the API: the OpenAPI document as a plain page, without script or third parties."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

METHODS = ("get", "post", "put", "patch", "delete")
_DEEPEST_EXAMPLE = 4


@dataclass(frozen=True)
class Named:
    """A parameter of an operation or a field of a schema."""

    name: str
    type: str
    description: str
    example: str
    is_required: bool


@dataclass(frozen=True)
class Answer:
    """One status that an operation answers with; `type` of its body in words, `schema` is its name."""

    status: str
    description: str
    media_types: tuple[str, ...]
    type: str
    schema: str


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Named, ...]
    answers: tuple[Answer, ...]
    request: str
    example: str


@dataclass(frozen=True)
class SchemaTable:
    """A schema and its fields."""

    name: str
    description: str
    fields: tuple[Named, ...]


class DocumentationPage(DocsBase):
    """Renders the OpenAPI document with the site's own templates."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Show every operation and schema of `api`."""
        document = json.loads(json.dumps(api.get_openapi_schema(path_params=kwargs), default=str))
        context = {
            "info": document["info"],
            "openapi_version": document["openapi"],
            "openapi_url": reverse(f"{api.urls_namespace}:openapi-json", kwargs=kwargs),
            "groups": operations_by_tag(document, request.build_absolute_uri("/").rstrip("/")),
            "schemas": tuple(_schema_tables(document)),
        }
        return render(request, "core/api_docs.html", context)


def operations_by_tag(document: dict[str, Any], root: str) -> dict[str, list[Operation]]:
    """Return the operations of an OpenAPI document in groups, both in the order of the document."""
    groups: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                details = methods[method]
                tag = (details.get("tags") or [""])[0]
                groups.setdefault(tag, []).append(
                    _operation(document, root, (method, path), details)
                )
    return groups


def _operation(
    document: dict[str, Any], root: str, address: tuple[str, str], details: dict[str, Any]
) -> Operation:
    method, path = address
    return Operation(
        anchor=details["operationId"],
        method=method.upper(),
        path=path,
        summary=details.get("summary", ""),
        description=details.get("description", ""),
        parameters=tuple(_parameter(one) for one in details.get("parameters", [])),
        answers=tuple(_answers(details["responses"])),
        request=_request(root, path, details.get("parameters", [])),
        example=_example_text(document, details["responses"]),
    )


def _parameter(parameter: dict[str, Any]) -> Named:
    schema = parameter.get("schema", {})
    example = parameter.get("example", schema.get("example"))
    return Named(
        name=parameter["name"],
        type=type_of(schema),
        description=parameter.get("description", ""),
        example=", ".join(map(str, example)) if isinstance(example, list) else str(example or ""),
        is_required=parameter.get("required", False),
    )


def _answers(responses: dict[str, Any]) -> Iterator[Answer]:
    for status, response in responses.items():
        content = response.get("content", {})
        schema = content.get("application/json", {}).get("schema", {})
        named = schema.get("items", schema).get("$ref", "").rsplit("/", 1)[-1]
        kind = type_of(schema) if schema else ""
        yield Answer(status, response["description"], tuple(content), kind, named)


def _request(root: str, path: str, parameters: list[dict[str, Any]]) -> str:
    """Return a command line that calls the operation with its first example."""
    for parameter in parameters:
        if parameter["in"] == "path":
            example = parameter.get("schema", {}).get("example", parameter["name"])
            path = path.replace(f"{{{parameter['name']}}}", str(example))
    named = [one for one in parameters if one["in"] == "query" and one["schema"].get("example")]
    pairs = [(one["name"], one["schema"]["example"]) for one in named[:2]]
    query = f"?{urlencode(pairs, doseq=True)}" if pairs else ""
    return f"curl '{root}{path}{query}'"


def type_of(schema: dict[str, Any]) -> str:
    """Return the type of a JSON schema in a few words."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(type_of(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {type_of(schema['additionalProperties'])}"
    return str(schema.get("format") or schema.get("type") or "any")


def _schema_tables(document: dict[str, Any]) -> Iterator[SchemaTable]:
    for name, schema in sorted(document.get("components", {}).get("schemas", {}).items()):
        required = schema.get("required", [])
        fields = tuple(
            Named(
                name=field,
                type=type_of(details),
                description=details.get("description", ""),
                example=_first_example(details),
                is_required=field in required,
            )
            for field, details in schema.get("properties", {}).items()
        )
        yield SchemaTable(name, schema.get("description", ""), fields)


def _first_example(schema: dict[str, Any]) -> str:
    examples = schema.get("examples") or []
    return json.dumps(examples[0], ensure_ascii=False) if examples else ""


def _example_text(document: dict[str, Any], responses: dict[str, Any]) -> str:
    content = responses.get("200", {}).get("content", {}).get("application/json", {})
    if "schema" not in content:
        return ""
    example = example_of(document, content["schema"], _DEEPEST_EXAMPLE)
    return json.dumps(example, ensure_ascii=False, indent=2)


def example_of(document: dict[str, Any], schema: dict[str, Any], depth: int) -> Any:
    """Return a value that fits a schema, made of the examples it gives; null below `depth`."""
    if schema.get("examples"):
        return schema["examples"][0]
    if depth < 0:
        return None
    if "$ref" in schema:
        target = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        return example_of(document, target, depth)
    if "anyOf" in schema:
        return example_of(document, schema["anyOf"][0], depth)
    if schema.get("type") == "array":
        return [example_of(document, schema.get("items", {}), depth - 1)]
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        return {name: example_of(document, one, depth - 1) for name, one in properties.items()}
    return {"string": "…", "integer": 1, "number": 1.0, "boolean": True}.get(schema.get("type", ""))
