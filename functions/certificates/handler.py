"""The certificates' API: the PDF for each side of a match whose term is complete."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from functions.certificates import issuing
from shared.runtime.api import Api

PDF = "application/pdf"
app = Api("your matches")
_AS_PDF: dict[int, Any] = {
    200: {"description": "a PDF", "content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}
}


@app.get("/api/matches/<match>/certificate", summary="One’s certificate", responses=_AS_PDF)
def get_certificate(match: str) -> Response[bytes]:
    """Give the caller's certificate as a PDF, once the term is complete."""
    pdf = issuing.issue(match, app.caller(), app.received_at())
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="certificate.pdf"'}
    return Response(200, PDF, pdf, headers)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    return app.handle(event, context)
