"""The product for other programs: JSON over the same rooms, under the same rules of access.

Paths in kebab-case under `/api/v1`, fields in snake_case, instants as ISO 8601 with their offset
in fields named `…_op`, errors as `application/problem+json` (`web.errors`). An operation is a
blueprint of `blueprint()`, listed in `web.app`.
"""
