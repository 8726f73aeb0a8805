"""The engines that can answer a search, behind the one interface of `engines.base`."""
