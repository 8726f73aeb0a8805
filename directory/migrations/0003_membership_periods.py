from django.db import migrations


def begin_register(apps, schema_editor):
    """Write the first line of the register for every entry that belongs to the network already."""
    OrganisationPage = apps.get_model("directory", "OrganisationPage")
    MembershipPeriod = apps.get_model("directory", "MembershipPeriod")
    members = OrganisationPage.objects.exclude(membership_status="listed")
    MembershipPeriod.objects.bulk_create(
        [
            MembershipPeriod(
                organisation_id=pk,
                status=status,
                since=since,
            )
            for pk, status, since in members.values_list("pk", "membership_status", "member_since")
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_organisations_in_full")]
    operations = [migrations.RunPython(begin_register, migrations.RunPython.noop)]
