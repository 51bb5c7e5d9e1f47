"""A picture in the colours of paper, for programs that know no colours by name."""

import re

_STYLE = r"<style>(.*?)</style>"
_RULE = r"([^{}]+)\{([^{}]*)\}"
_VARIABLE = r"var\((--[a-z0-9-]+)\)"
_SCREENS = r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}"


def flatten(svg: str) -> str:
    """Return the picture with every `var(--name)` of its style sheets replaced by its colour.

    The colours are those for light paper. A colour that a class sets anew for what is inside it
    becomes a rule for each thing inside it, no stronger than the rule it stands for: in a picture
    that keeps both, the sheet that comes later wins.
    """
    return re.sub(_STYLE, lambda found: f"<style>{_flat(found[1])}</style>", svg, flags=re.DOTALL)


def widen(svg: str) -> str:
    """Return the picture with plain colours for programs that know no `var(--name)`.

    Browsers take the sheet as it was, with its colours for dark screens and for paper.
    """
    return re.sub(
        _STYLE,
        lambda found: f"<style>{_flat(found[1])}@supports (color:var(--a)){{{found[1]}}}</style>",
        svg,
        flags=re.DOTALL,
    )


def _flat(sheet: str) -> str:
    rules = re.findall(_RULE, re.sub(_SCREENS, "", sheet))
    said = [(selector.strip(), _declared(body)) for selector, body in rules]
    colours, *inside = [(selector, names) for selector, names in said if names] or [("", {})]
    plain = [(selector.strip(), body) for selector, body in rules if "--" not in _names(body)]
    flat = [f"{selector}{{{_with(body, colours[1])}}}" for selector, body in plain]
    for above, names in inside:
        known = {**colours[1], **names}
        flat += [
            f"{_last(above)} {_last(selector)}{{{_with(body, known)}}}"
            for selector, body in plain
            if any(f"var({name})" in body for name in names)
        ]
    return "".join(flat)


def _declared(body: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in body.split(";") if one.strip().startswith("--"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _names(body: str) -> str:
    """The names that a rule sets, without their values."""
    return " ".join(one.partition(":")[0] for one in body.split(";"))


def _last(selector: str) -> str:
    """What a rule is about, without where it stands: `text` of `.pdsa-chart text`."""
    return selector.rpartition(" ")[2]


def _with(body: str, colours: dict[str, str]) -> str:
    for _ in range(len(colours)):  # a colour may stand for another
        flat = re.sub(_VARIABLE, lambda found: colours.get(found[1], "#000"), body)
        if flat == body:
            break
        body = flat
    return body
