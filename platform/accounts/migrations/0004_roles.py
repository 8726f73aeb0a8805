from django.db import migrations

ROLES = [
    "Members",
    "Contributors",
    "Organisation managers",
    "Editors",
    "Newsletter editors",
    "Administrators",
]


def create_roles(apps, schema_editor):
    """Create the groups of the roles; their rights follow once the page tree stands."""
    Group = apps.get_model("auth", "Group")
    for name in ROLES:
        Group.objects.get_or_create(name=name)


def merge_moderators(apps, schema_editor):
    """Move whoever and whatever Wagtail's group “Moderators” has to “Editors”, and remove it."""
    Group = apps.get_model("auth", "Group")
    moderators = Group.objects.filter(name="Moderators").first()
    if moderators is None:
        return
    editors = Group.objects.get(name="Editors")
    editors.user_set.add(*moderators.user_set.all())
    holders = ["GroupApprovalTask", "PageViewRestriction", "CollectionViewRestriction"]
    for name in holders:
        model = apps.get_model("wagtailcore", name)
        for holder in model.objects.filter(groups=moderators):
            holder.groups.add(editors)
    moderators.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_given_rights"),
        # Migrations of Wagtail that still look for its group “Moderators” come first.
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]

    operations = [
        migrations.RunPython(create_roles, migrations.RunPython.noop),
        migrations.RunPython(merge_moderators, migrations.RunPython.noop),
    ]
