"""Parts of templates that are made once for an edition, or once for a page."""

from django import template
from django.utils.safestring import mark_safe

from content.edition import remembered

register = template.Library()


class KeptNode(template.Node):
    """What stands between `kept` and `endkept`."""

    def __init__(self, names, nodelist):
        self.names = names
        self.nodelist = nodelist

    def render(self, context):
        name = "-".join(str(name.resolve(context)) for name in self.names)
        html = remembered(name, lambda: str(self.nodelist.render(context)))
        return mark_safe(html)  # noqa: S308 -- a template's own output


@register.tag
def kept(parser, token):
    """Render the block once for each edition, language and name.

        {% kept "outline" activity.pk state %}…{% endkept %}

    Whatever the block depends on besides what editors publish must be part of the name, which is
    made of the arguments and holds no spaces.
    """
    _tag, *names = token.split_contents()
    nodelist = parser.parse(["endkept"])
    parser.delete_first_token()
    return KeptNode([parser.compile_filter(name) for name in names], nodelist)


@register.simple_block_tag
def captured(content):
    """Render the block into a variable, to show it in two places: `{% captured as outline %}`."""
    return content
