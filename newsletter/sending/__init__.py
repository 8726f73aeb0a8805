"""The way of a mailing: queueing, claiming, handing over, retrying."""
