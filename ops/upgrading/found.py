"""What of ours departs from the frameworks, found in the code itself."""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from fnmatch import fnmatch
from functools import cache
from itertools import count
from pathlib import Path

from django.apps import apps
from django.urls import URLResolver, get_resolver
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet

from ops.upgrading.table import ROOT

# Methods that their documentation, or Python, wants to be written anew; all else is an override.
EXTENSION_POINTS = (
    "*.__*__",
    "*._generate_next_value_",
    "*._new_member_",
    "*.media",
    "*.get_next_by_*",
    "*.get_previous_by_*",
    "*.get_*_display",
    "*.get_context_data",
    "allauth.account.adapter.DefaultAccountAdapter.get_*_redirect_url",
    "allauth.account.adapter.DefaultAccountAdapter.new_user",
    "django.apps.config.AppConfig.ready",
    "django.contrib.auth.base_user.AbstractBaseUser.save",
    "django.contrib.auth.base_user.BaseUserManager.get_by_natural_key",
    "django.core.mail.backends.base.BaseEmailBackend.*",
    "django.core.management.base.BaseCommand.*",
    "django.db.models.base.Model.from_db",
    "django.db.models.base.Model.refresh_from_db",
    "django.db.models.base.Model.save",
    "django.db.models.fields.*",
    "django.forms.*.clean",
    "django.forms.*.save",
    "django.forms.fields.CharField.to_python",
    "django.forms.models.ModelChoiceField.label_from_instance",
    "django.template.base.Node.render",
    "django.utils.feedgenerator.*",
    "django.views.generic.base.TemplateResponseMixin.render_to_response",
    "django.views.generic.base.View.dispatch",
    "django.views.generic.edit.FormMixin.form_valid",
    "django.views.generic.edit.FormMixin.get_form_class",
    "django.views.generic.edit.FormMixin.get_form_kwargs",
    "django.views.generic.edit.FormMixin.get_initial",
    "django.views.generic.edit.FormMixin.get_success_url",
    "django_filters.filterset.BaseFilterSet.get_filters",
    "wagtail.admin.menu.MenuItem.is_shown",
    "wagtail.admin.ui.tables.Column.*",
    "wagtail.admin.views.generic.base.*.columns",
    "wagtail.admin.views.generic.base.*.get_breadcrumbs_items",
    "wagtail.admin.views.generic.base.*.get_page_*title",
    "wagtail.admin.views.generic.base.*.header_buttons",
    "wagtail.admin.views.generic.base.*.header_more_buttons",
    "wagtail.admin.views.mixins.SpreadsheetExportMixin.export_headings",
    "wagtail.admin.views.mixins.SpreadsheetExportMixin.list_export",
    "wagtail.admin.views.mixins.SpreadsheetExportMixin.to_row_dict",
    "wagtail.blocks.*.clean",
    "wagtail.blocks.*.deconstruct",
    "wagtail.blocks.*.get_context",
    "wagtail.log_actions.LogFormatter.format_message",
    "wagtail.models.pages.AbstractPage.clean",
    "wagtail.models.pages.AbstractPage.get_context",
    "wagtail.models.pages.AbstractPage.get_template",
    "wagtail.models.pages.AbstractPage.save",
    "wagtail.models.preview.PreviewableMixin.serve_preview",
    "wagtail.users.forms.UserForm.save",
    "*.get_base_queryset",
    "*ViewSet.get_form_class",
)
# A part of an address, such as <int:page_id>; in an expression: with a name, and without.
PART = re.compile(r"<(?:\w+:)?(\w+)>")
NAMED = re.compile(r"\(\?P<(\w+)>[^()]*\)")
NAMELESS = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
# as documented
PUBLIC = ("_asdict", "_base_manager", "_default_manager", "_meta", "_replace", "_state")


@cache
def our_apps():
    """The names of the apps whose folder stands in the repository."""
    return {app.name for app in apps.get_app_configs() if Path(app.path).parent == ROOT}


def template_overrides():
    """Pairs: a template of ours, and that of a package which it takes the place of."""
    folder = ROOT / "templates"
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder)
        for app in apps.get_app_configs():
            path = Path(app.path)
            theirs = path / "templates" / name
            if path.parent != ROOT and theirs.is_file():
                packages = next(each for each in theirs.parents if each.name == "site-packages")
                yield str(file.relative_to(ROOT)), str(theirs.relative_to(packages))
                break


def method_overrides():
    """Pairs: a method of ours, and the package's that it takes the place of in some class."""
    import_everything()
    found = set()
    for cls in our_classes():
        for name in {name for base in cls.__mro__ for name in vars(base)}:
            definers = [base for base in cls.__mro__ if name in vars(base)]
            theirs = next((base for base in definers if not is_ours(base)), None)
            if theirs and is_ours(definers[0]) and is_method(vars(definers[0])[name]):
                found.add((dotted(definers[0], name), dotted(theirs, name)))
    return sorted(pair for pair in found if not is_extension_point(pair[1]))


def is_extension_point(path):
    standard = path.partition(".")[0] in sys.stdlib_module_names
    return standard or any(fnmatch(path, pattern) for pattern in EXTENSION_POINTS)


def import_everything():
    """Import every module of our apps, that the classes in them can be found."""
    for app in our_apps():
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)


def our_classes():
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in our_apps() and ".migrations" not in name:
            for each in vars(module).values():
                if inspect.isclass(each) and each.__module__ == name:
                    yield each


def is_ours(cls):
    return cls.__module__.partition(".")[0] in our_apps()


def is_method(value):
    kinds = (classmethod, staticmethod, property, cached_property)
    return inspect.isfunction(value) or isinstance(value, kinds)


def dotted(cls, name):
    return f"{cls.__module__}.{cls.__qualname__}.{name}"


def addresses():
    """Pairs of every address of the portal, its parts in angle brackets, and its view's path.

    The same address may come twice: then the first one is answered. Addresses that stand for
    several actions stand here once for each of them.
    """
    for route, pattern in _walk(get_resolver().url_patterns):
        view = pattern.callback
        yield from ((each, view_path(view)) for each in _with_actions(_plain(route), view))


def _plain(route):
    """`route` with each of its parts as a name, or a number, in angle brackets."""
    numbers = count()
    route = NAMED.sub(r"<\1>", PART.sub(r"<\1>", route))
    route = NAMELESS.sub(lambda part: f"<{next(numbers)}>", route)
    return route.translate(dict.fromkeys(map(ord, "^$\\")))


def _walk(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route, pattern


def _with_actions(address, view):
    """The addresses that `address` stands for: one for each action that can be asked for."""
    if "/action/" in address and issubclass(getattr(view, "cls", object), PagesAdminAPIViewSet):
        return [address.replace("<action_name>", action) for action in view.cls.actions]
    if view_path(view) != "wagtail.admin.views.bulk_action.dispatcher.index":
        return [address]
    return [
        f"admin/bulk/{model._meta.label_lower.replace('.', '/')}/{action.action_type}/"
        for action in hooks.get_hooks("register_bulk_action")
        for model in action.models
    ]


def view_path(view):
    """The dotted path of the class or function that answers."""
    while True:
        for name in ("cls", "view_class"):
            if cls := getattr(view, name, None):
                return f"{cls.__module__}.{cls.__qualname__}"
        if not hasattr(view, "__wrapped__"):
            return f"{view.__module__}.{getattr(view, '__qualname__', type(view).__qualname__)}"
        view = view.__wrapped__


def shadowed_addresses():
    """Triples: an address of a package, ours that answers it, theirs that would."""
    first = {}
    for route, view in addresses():
        ours = first.setdefault(route, view)
        if ours != view:
            yield route, ours, view


def inside_uses():
    """Pairs: a module of ours, and in words what it reaches into inside a package."""
    for path in _python_files():
        module = path.removesuffix(".py").replace("/", ".")
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            if words := _inside_use(node):
                yield module, words


def _python_files():
    for app in sorted(our_apps()):
        for file in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in file.parts:
                yield str(file.relative_to(ROOT))


def _inside_use(node):
    """What `node` does to a package that its makers did not mean to be done."""
    match node:
        case ast.ImportFrom(module=module, names=names):
            parts = [*(module or "").split("."), *(each.name for each in names)]
            if any(part.startswith("_") or part == "internal" for part in parts):
                return f"imports from {module}"
        case ast.Attribute(attr=name) if not _is_own(node):
            if name.startswith("_") and not name.startswith("__") and name not in PUBLIC:
                return f"uses {name}"
        case ast.Assign(targets=[ast.Attribute(attr=name) as target], value=ast.Lambda()):
            return "" if _is_own(target) else f"replaces {name}"
        case ast.Call(func=ast.Attribute(attr="raw")):
            return "writes a query of the ORM in SQL"
    return ""


def _is_own(attribute):
    return isinstance(attribute.value, ast.Name) and attribute.value.id in ("self", "cls")
