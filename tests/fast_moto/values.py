"""moto's and botocore's handling of values, with the short way first for text, which is most of what is stored."""

from typing import Any

from botocore.validate import ParamValidator
from moto.dynamodb.models.dynamo_type import DynamoType

_make, _size = DynamoType.__init__, DynamoType.size
_cast_value: Any = DynamoType.cast_value
_to_regular_json = DynamoType.to_regular_json
_IMMUTABLE = frozenset({"S", "N", "BOOL", "NULL"})
_special_case: Any = ParamValidator._check_special_validation_cases  # type: ignore[attr-defined]
_validate_map: Any = ParamValidator._validate_map  # type: ignore[attr-defined]


def use() -> None:
    """Let moto and botocore handle values this way."""
    replacements: list[tuple[type, str, Any]] = [
        (DynamoType, "__init__", _make_text),
        (DynamoType, "size", _size_of_text),
        (DynamoType, "cast_value", property(_cast_text)),
        (DynamoType, "to_regular_json", _plainly),
        (ParamValidator, "_validate_map", _validate_what_is_no_text),
        (ParamValidator, "_check_special_validation_cases", _special_case_once),
    ]
    for kind, name, replacement in replacements:
        setattr(kind, name, replacement)


def _special_case_once(validator: Any, shape: Any) -> Any:
    """How a shape is checked that isn't checked by its type alone: asked once of each."""
    if "special_case" not in vars(shape):
        shape.special_case = _special_case(validator, shape)
    return shape.special_case


def _is_text(value: Any) -> bool:
    return type(value) is dict and len(value) == 1 and type(value.get("S")) is str


def _make_text(made: DynamoType, value: Any) -> None:
    if _is_text(value):
        made.type, made.value = "S", value["S"]
    else:
        _make(made, value)


def _size_of_text(value: DynamoType) -> int:
    return len(value.value.encode()) if value.type == "S" else _size(value)


def _cast_text(value: DynamoType) -> Any:
    return value.value if value.type == "S" else _cast_value.fget(value)


def _plainly(value: DynamoType) -> dict[str, Any]:
    """A value as it is written, with what is in it copied once, not again for each of its members."""
    content = value.value
    if isinstance(content, dict):
        content = {name: _plainly(each) if isinstance(each, DynamoType) else each for name, each in content.items()}
    elif isinstance(content, list):
        content = [_plainly(each) if isinstance(each, DynamoType) else each for each in content]
    elif value.type not in _IMMUTABLE:
        return _to_regular_json(value)
    return {value.type: content}


def _validate_what_is_no_text(validator: Any, params: Any, shape: Any, errors: Any, name: str) -> None:
    if shape.value.name == "AttributeValue" and type(params) is dict:
        params = {key: value for key, value in params.items() if not (type(key) is str and _is_text(value))}
    if params != {}:
        _validate_map(validator, params, shape, errors, name)
