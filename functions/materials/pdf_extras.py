"""What a PDF has besides pages: other files, a dynamic form, or JavaScript; none of them is a reason to refuse it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pypdf import PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject

from shared.domain.cv import MAX_PAGES, Extra

_MOST_ACTIONS = 2_000


def extras_of(reader: PdfReader) -> list[Extra]:
    """The kinds of extras in a PDF; what can't be read is none."""
    kinds: dict[Extra, Callable[[PdfReader], bool]] = {
        "portfolio": _holds_files,
        "form": _has_xfa,
        "script": _has_script,
    }
    return [kind for kind, found in kinds.items() if _unless_broken(found, reader)]


def _unless_broken(found: Callable[[PdfReader], bool], reader: PdfReader) -> bool:
    try:
        return found(reader)
    except (LimitReachedError, MemoryError, RecursionError):
        raise
    except Exception:  # a broken file can make the library raise anything
        return False


def _holds_files(reader: PdfReader) -> bool:
    return "/Collection" in reader.root_object or "/EmbeddedFiles" in _part(reader.root_object, "/Names")


def _has_xfa(reader: PdfReader) -> bool:
    return "/XFA" in _part(reader.root_object, "/AcroForm")


def _has_script(reader: PdfReader) -> bool:
    if "/JavaScript" in _part(reader.root_object, "/Names"):
        return True
    return any(action.get("/S") == "/JavaScript" for action in _actions(reader))


def _actions(reader: PdfReader) -> Iterator[DictionaryObject]:
    """What happens when the document, a page or a part of a page is opened or touched; only the first of very many."""
    left = _MOST_ACTIONS
    for holder in _holders(reader):
        yield _part(holder, "/OpenAction")
        yield _part(holder, "/A")
        events = _part(holder, "/AA")
        yield from (_part(events, event) for event in events)
        left -= 1
        if not left:
            return


def _holders(reader: PdfReader) -> Iterator[DictionaryObject]:
    yield reader.root_object
    yield from _list(_part(reader.root_object, "/AcroForm"), "/Fields")
    for page in reader.pages[:MAX_PAGES]:
        yield page
        yield from _list(page, "/Annots")


def _part(holder: DictionaryObject, name: str) -> DictionaryObject:
    """The dictionary under a name, or an empty one."""
    part = _value(holder, name)
    return part if isinstance(part, DictionaryObject) else DictionaryObject()


def _list(holder: DictionaryObject, name: str) -> Iterator[DictionaryObject]:
    """The dictionaries in the list under a name."""
    items = _value(holder, name)
    for item in items if isinstance(items, list) else ():
        found = item.get_object()
        if isinstance(found, DictionaryObject):
            yield found


def _value(holder: DictionaryObject, name: str) -> Any:
    """What's under a name, looked up where it's stored elsewhere in the file."""
    value: Any = holder.get(name)
    return value.get_object() if value is not None else None


_KINDS: Mapping[Extra, Callable[[PdfReader], bool]] = {
    "portfolio": _holds_files,
    "form": _has_xfa,
    "script": _has_script,
}
