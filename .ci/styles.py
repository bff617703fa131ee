#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Huisverbod contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes web/static/huisverbod.css: of the design system only what our templates use.

The vendored files hold some hundred components and three thousand tokens; on a slow line at night
nobody should wait for those. Kept are the rules for plain HTML, those whose every class stands in
a template, and the tokens that these and our own styles (web/styles/) read. `--check` says whether
the file that is committed is still the one that would be made.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import tinycss2
from tinycss2 import ast

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "web" / "static" / "vendor"
TARGET = ROOT / "web" / "static" / "huisverbod.css"

_CLASS = re.compile(r"\.(utrecht-[A-Za-z0-9_-]+)")
_USED = re.compile(r"utrecht-[A-Za-z0-9_-]+")
_VARIABLE = re.compile(r"--[A-Za-z0-9_-]+")
_HEAD = (
    "/* Made by `make styles` from web/styles/, Utrecht's component library and tokens of the\n"
    "   NL Design System community (EUPL-1.2). Change those, not this file. */\n"
)


def main() -> None:
    """Write the file, or with --check tell whether it is up to date."""
    made = make()
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != made:
            sys.exit("web/static/huisverbod.css is not what it would be made now: make styles")
        return
    TARGET.write_text(made, encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(made)} bytes")


def make() -> str:
    """The whole stylesheet."""
    used = set[str]()
    for template in sorted((ROOT / "web" / "templates").rglob("*.html")):
        used.update(_USED.findall(template.read_text(encoding="utf-8")))
    own = [
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "web" / "styles").glob("*.css"))
    ]
    plain = _squeezed((VENDOR / "utrecht" / "html.css").read_text(encoding="utf-8"))
    components = "\n".join([plain, *_kept(_read(VENDOR / "utrecht" / "index.css"), used)])
    tokens = _tokens(_read(VENDOR / "voorbeeld" / "theme.css"))
    # ours come last and win; a token that ours set is not needed from the theme
    wanted = _reachable(components + "".join(own), tokens)
    dark = _tokens(_read(VENDOR / "ma-dark" / "theme.css"))
    night = {name: dark[name] for name in sorted(wanted & set(dark)) if dark[name] != tokens[name]}
    return (
        "\n".join(
            [
                f"{_HEAD}:root{{{_declared({name: tokens[name] for name in sorted(wanted)})}}}",
                # as the device has it, unless somebody chose otherwise
                f"@media (prefers-color-scheme:dark){{:root:not(.licht){{{_declared(night)}}}}}",
                f":root.donker{{{_declared(night)}}}",
                components,
                *map(_squeezed, own),
            ]
        )
        + "\n"
    )


def _read(path: Path) -> list[ast.Node]:
    return tinycss2.parse_stylesheet(
        path.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True
    )


def _kept(rules: Iterable[ast.Node], used: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [each.strip() for each in _split(tinycss2.serialize(rule.prelude))]
            fits = [each for each in selectors if _fits(each, used)]
            if fits:
                yield f"{','.join(fits)}{{{_squeezed(tinycss2.serialize(rule.content))}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
            inner = tinycss2.parse_stylesheet(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            body = "".join(_kept(inner, used))
            if body:
                yield f"@media{tinycss2.serialize(rule.prelude).rstrip()}{{{body}}}"


def _fits(selector: str, used: set[str]) -> bool:
    classes = set(_CLASS.findall(selector))
    return bool(classes) and classes <= used


def _split(selectors: str) -> list[str]:
    """A list of selectors at its own commas, not at those inside `:is(…)`."""
    parts, depth = [""], 0
    for character in selectors:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _tokens(rules: Iterable[ast.Node]) -> dict[str, str]:
    found = {}
    for rule in rules:
        if rule.type != "qualified-rule":
            continue
        for each in tinycss2.parse_blocks_contents(rule.content):
            if each.type == "declaration" and each.name.startswith("--"):
                found[each.name] = _squeezed(tinycss2.serialize(each.value))
    return found


def _reachable(css: str, tokens: dict[str, str]) -> set[str]:
    found: set[str] = set()
    new = set(_VARIABLE.findall(css)) & set(tokens)
    while new:
        found |= new
        new = {name for each in new for name in _VARIABLE.findall(tokens[each])} & set(tokens)
        new -= found
    return found


def _declared(tokens: dict[str, str]) -> str:
    return "".join(f"{name}:{value};" for name, value in tokens.items())


def _squeezed(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", css)).strip()


if __name__ == "__main__":
    main()
