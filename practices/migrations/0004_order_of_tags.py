from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("practices", "0003_import_batch")]

    operations = [
        migrations.AlterModelOptions(name="practicetag", options={"ordering": ["pk"]}),
    ]
