"""The engine that keeps its index in an Elasticsearch cluster; nothing here is imported before it is chosen."""
