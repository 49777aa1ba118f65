"""PDFs as tests need them: written by hand where they hold text, with pypdf where they are locked or broken."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

ENGLISH = (
    "Alex Rivers, alex.rivers@example.edu",
    "EDUCATION",
    "Howard University College of Medicine, MD, expected May 2026",
    "Spelman College, BS in Chemistry, 2018-2022, with honors",
    "RESEARCH",
    "Research assistant at the Lakeside Cancer Center, 2021-2023: outcomes of patients with lung cancer.",
    "Poster on time to treatment, presented at the annual meeting of a society for oncology.",
    "SERVICE",
    "Volunteer for a free clinic and tutor of chemistry.",
)
SPANISH = (
    "CURRICULUM VITAE",
    "Alex Rivers, alex.rivers@example.edu",
    "Universidad de Puerto Rico, Escuela de Medicina, 2022-2026",
    "Asistente de laboratorio en el centro de cancer de la universidad, con el estudio de los resultados de pacientes.",
    "Presentacion en la conferencia anual de la sociedad de oncologia sobre el tiempo hasta el tratamiento.",
    "Voluntaria en el hospital del pueblo, donde explico a las familias los estudios que hacen los medicos.",
)


def written(*pages: Sequence[str]) -> bytes:
    """A PDF with these lines of text on its pages."""
    return with_contents(*(_content(lines) for lines in pages))


def _content(lines: Sequence[str]) -> bytes:
    escaped = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines)
    return f"BT /F1 11 Tf 14 TL 60 740 Td {' '.join(f'({line}) Tj T*' for line in escaped)} ET".encode("latin-1")


def with_contents(*contents: bytes, filters: str = "") -> bytes:
    """A PDF whose pages have these contents, as they are stored; `filters` says how they are to be unpacked."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        place = f"/MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R"
        page = f"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> {place} >>"
        head = f"<< /Length {len(content)} {f'/Filter [{filters}]' if filters else ''} >>\nstream\n"
        objects += [page.encode(), head.encode() + content + b"\nendstream"]
    return of_objects(objects)


def of_objects(objects: Sequence[bytes]) -> bytes:
    """A PDF that holds these objects, the first of them being its root."""
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + (head + end).encode()


def english() -> bytes:
    """A CV that reads as English."""
    return written(ENGLISH)


def spanish() -> bytes:
    """A CV that reads as Spanish."""
    return written(SPANISH)


def scanned(pages: int = 1) -> bytes:
    """Pages without any text."""
    return written(*[()] * pages)


def locked(password: str, algorithm: str = "RC4-128") -> bytes:
    """A CV that opens with a password only or, if that is empty, for everybody, but with restrictions."""
    writer = _writer()
    writer.encrypt(user_password=password, owner_password="another", algorithm=algorithm)
    return _made(writer)


def portfolio() -> bytes:
    """A CV that carries another file."""
    writer = _writer()
    writer.add_attachment("letter.txt", b"Dear committee")
    return _made(writer)


def scripted(place: str) -> bytes:
    """A CV with JavaScript: for the whole document, on opening it, on opening its page, or behind a part of it."""
    writer = _writer()
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")})
    match place:
        case "document":
            names = DictionaryObject(
                {NameObject("/JavaScript"): DictionaryObject({NameObject("/Names"): ArrayObject()})}
            )
            writer.root_object[NameObject("/Names")] = writer._add_object(names)
        case "opening":
            writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
        case "page":
            writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
        case "annotation":
            link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
            writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
    return _made(writer)


def dynamic_form() -> bytes:
    """A CV that is an XFA form."""
    writer = _writer()
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp/>")})
    return _made(writer)


def _writer() -> PdfWriter:
    return PdfWriter(clone_from=PdfReader(BytesIO(english())))


def _made(writer: PdfWriter) -> bytes:
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def program() -> bytes:
    """A program for another system, whatever it is named."""
    return b"MZ\x90\x00" + bytes(range(256)) * 64
