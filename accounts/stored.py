"""Saving a row without writing over what others wrote since it was read."""

from django.db import models


class KeepsOthersChanges(models.Model):
    """Base of models that know what was read of a row: `changed_fields` is what differs from it.

    Django writes every field where none is named, with the values of when the row was read. A form
    that somebody sends while they are switched off, lose administration, are erased or merged would
    undo that.
    """

    class Meta:
        abstract = True

    def save(self, **options):
        super().save(**options)
        self.note_stored(options.get("update_fields"))

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row.stored = vars(row).copy()
        return row

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)
        self.note_stored(fields)

    def changed_fields(self):
        """The names of the fields that hold other values than were read; None for a new row."""
        if self._state.adding:
            return None
        now, nothing = vars(self), object()
        return [
            field.name
            for field in self._meta.concrete_fields
            if field.attname in now
            and now[field.attname] != self.stored.get(field.attname, nothing)
        ]

    def note_stored(self, names):
        """Note what the fields `names`, or all, hold as what stands in the database."""
        now, stored = vars(self), vars(self).setdefault("stored", {})
        for field in self._meta.concrete_fields:
            is_meant = names is None or not {field.name, field.attname}.isdisjoint(names)
            if is_meant and field.attname in now:
                stored[field.attname] = now[field.attname]
