"""Owns the life of the indices: their names, the aliases by which they are used, the swap, the sweep.

`<prefix>-records` is an alias of the index that readers use; `<prefix>-records-building` is one of the index that
is being built beside it. Changes go to both, so that nothing is lost between them. Both aliases move in one step.
"""

import re
import uuid

from elasticsearch import BadRequestError

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.mapping import index_body, mapping_hash


class Indices:
    """The indices of one site in the cluster; others may have theirs beside them, under another prefix."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._address = connection.address
        self.live = f"{self._address.prefix}-records"
        self.building = f"{self.live}-building"
        self._own = re.compile(rf"{re.escape(self.live)}-[0-9a-f]{{12}}-[0-9a-f]{{8}}")

    def all(self) -> dict[str, set[str]]:
        """Return our indices, each with its aliases."""
        with self._connection.changing() as client:
            found = client.indices.get_alias(index=f"{self.live}-*").body
        return {
            name: set(about["aliases"])
            for name, about in found.items()
            if self._own.fullmatch(name)
        }

    def targets(self) -> list[str]:
        """Return the aliases that a change is written to; makes an empty live index if there is none."""
        aliases = {alias for found in self.all().values() for alias in found}
        if self.live not in aliases:
            # The same name for whoever comes first, so that two hosts cannot make two of them.
            self._create(f"{self.live}-{mapping_hash()}-{0:08x}", self.live)
        return [self.live, *({self.building} & aliases)]

    def live_hash(self) -> str | None:
        """Return which shape the live index has, or nothing when there is none."""
        return self._hashes(self.live)

    def _hashes(self, name: str) -> str | None:
        with self._connection.changing() as client:
            found = client.options(ignore_status=404).indices.get_mapping(index=name).body
        for about in found.values():
            if isinstance(about, dict) and "mappings" in about:
                return str(about["mappings"].get("_meta", {}).get("hash", ""))
        return None

    def begin(self) -> tuple[str, bool]:
        """Return the index to build, and whether an earlier attempt has begun it; others are thrown away."""
        begun = [name for name, aliases in self.all().items() if self.building in aliases]
        for name in begun:
            if self._hashes(name) == mapping_hash() and len(begun) == 1:
                return name, True
            self.remove(name)
        name = f"{self.live}-{mapping_hash()}-{uuid.uuid4().hex[:8]}"
        self._create(name, self.building)
        return name, False

    def _create(self, name: str, alias: str) -> None:
        body = index_body(shards=self._address.shards, replicas=self._address.replicas)
        if alias == self.building:
            body["settings"]["refresh_interval"] = "-1"
        try:
            with self._connection.changing() as client:
                client.indices.create(
                    index=name, **body, aliases={alias: {}}, wait_for_active_shards="1"
                )
        except EngineUnavailable as error:
            if not _is_there_already(error):
                raise

    def make_live(self, name: str) -> None:
        """Let readers use an index from now on, in one step, and remove all others of ours."""
        with self._connection.changing() as client:
            client.indices.put_settings(index=name, settings={"index.refresh_interval": None})
            client.indices.refresh(index=name)
        others = {other: aliases for other, aliases in self.all().items() if other != name}
        with self._connection.changing() as client:
            client.indices.update_aliases(
                actions=[
                    # Fails when another rebuild, which finished first, has taken this index away.
                    {"remove": {"index": name, "alias": self.building, "must_exist": True}},
                    *(
                        {"remove": {"index": other, "alias": alias}}
                        for other, aliases in others.items()
                        for alias in aliases
                    ),
                    {"add": {"index": name, "alias": self.live}},
                ]
            )
        # Only now: an index that goes in the same step is gone for readers before the new one is there.
        for other in others:
            self.remove(other)

    def remove(self, name: str) -> None:
        """Remove an index; one that is gone already is no matter."""
        with self._connection.changing() as client:
            client.options(ignore_status=404).indices.delete(index=name)

    def clear(self) -> None:
        """Remove all our indices."""
        for name in self.all():
            self.remove(name)

    def refresh(self) -> None:
        """Let readers see what was written."""
        with self._connection.changing() as client:
            client.indices.refresh(index=self.live)


def _is_there_already(error: EngineUnavailable) -> bool:
    cause = error.__cause__
    return isinstance(cause, BadRequestError) and cause.error == "resource_already_exists_exception"
