"""Routes: the forms' schemas, the lists for type-aheads, and the OpenAPI document."""

from aws_lambda_powertools.event_handler import Response

from functions.portal import documents
from functions.portal.app import app
from functions.portal.documents import FormSchema, InstitutionListDict, MentorInterestsDict, SchoolListDict
from shared.domain.instants import EASTERN
from shared.runtime.api import json_response


@app.get("/api/schemas/<name>", summary="The JSON Schema of a form", compress=True)
def get_schema(name: str) -> Response[FormSchema]:
    """Give the schema that pages, clients and validation share."""
    return json_response(documents.schema(name))


@app.get("/api/schools", summary="The U.S. medical schools", compress=True, cache_control="public, max-age=3600")
def get_schools() -> Response[SchoolListDict]:
    """List the schools that count today, each with the other names people type."""
    schools = documents.schools(app.received_at().astimezone(EASTERN).date())
    return Response(200, "application/json", schools, headers={"Vary": "Accept-Encoding"})


@app.get("/api/institutions", summary="U.S. institutions", compress=True, cache_control="public, max-age=3600")
def get_institutions() -> Response[InstitutionListDict]:
    """List universities, hospitals and cancer centers, each with the other names people type."""
    return Response(200, "application/json", documents.institutions(), headers={"Vary": "Accept-Encoding"})


@app.get("/api/mentor_interests", summary="How many mentors share an interest", cache_control="public, max-age=3600")
def get_mentor_interests() -> Response[MentorInterestsDict]:
    """Give at least how many mentors share each interest, in steps of five; none below five is published."""
    return Response(200, "application/json", documents.mentor_interests())


@app.get("/api/openapi.json", include_in_schema=False)
def get_openapi() -> Response[str]:
    """Give the OpenAPI document made from the code when this was built."""
    return Response(status_code=200, content_type="application/json", body=documents.openapi())
