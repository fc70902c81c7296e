"""Parts of templates that are made once for an edition, or once for a page."""

import re

from django import template
from django.utils.safestring import mark_safe

from content.editions.edition import remembered

register = template.Library()
MARK = "\0"  # no text of an editor holds one
INDENTATION = re.compile(r"\s*\n\s*")
KEEPS_SPACES = ("<pre", "<textarea")


class OwnNode(template.Node):
    """What stands between `own` and `endown`: a gap in what is kept."""

    number = None  # among those of its block

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        return f"{MARK}{self.number}{MARK}"


class KeptNode(template.Node):
    """What stands between `kept` and `endkept`."""

    def __init__(self, names, nodelist):
        self.names = names
        self.nodelist = nodelist
        self.own_parts = nodelist.get_nodes_by_type(OwnNode)
        for number, part in enumerate(self.own_parts):
            part.number = number

    def render(self, context):
        names = [name.resolve(context) for name in self.names]
        if names[0]:
            name = "-".join(map(str, names))
            html = remembered(name, lambda: squeezed(self.nodelist.render(context)))
        else:
            html = self.nodelist.render(context)
        if self.own_parts:
            parts = html.split(MARK)
            parts[1::2] = [
                self.own_parts[int(number)].nodelist.render(context) for number in parts[1::2]
            ]
            html = "".join(parts)
        return mark_safe(html)  # noqa: S308 -- a template's own output


def squeezed(html):
    """`html` without indentation and empty lines, which are a quarter of what is packed and sent.

    What holds preformatted text stays as it is.
    """
    html = str(html)
    return html if any(tag in html for tag in KEEPS_SPACES) else INDENTATION.sub("\n", html)


@register.tag
def kept(parser, token):
    """Render the block once for each edition, language and name.

        {% kept "outline" activity.pk state %}…{% endkept %}

    Whatever the block depends on besides what editors publish must be part of the name, which is
    made of the arguments and holds no spaces, or stand between `own` and `endown`. Where the first
    argument is empty, nothing is kept.
    """
    _tag, *names = token.split_contents()
    nodelist = parser.parse(["endkept"])
    parser.delete_first_token()
    return KeptNode([parser.compile_filter(name) for name in names], nodelist)


@register.tag
def own(parser, token):
    """Render a part of a `kept` block for every reader anew: a name, the token of a form.

    It stands in the file of the one block around it. That block stands in no other.
    """
    if [command for command, _token in parser.command_stack].count("kept") != 1:
        raise template.TemplateSyntaxError("'own' stands in one 'kept', in the same file.")
    nodelist = parser.parse(["endown"])
    parser.delete_first_token()
    return OwnNode(nodelist)


@register.simple_block_tag
def captured(content):
    """Render the block into a variable, to show it in two places: `{% captured as outline %}`."""
    return content
