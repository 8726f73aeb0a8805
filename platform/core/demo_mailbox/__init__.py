"""The mailbox of the demonstration: what the site would send lies in a folder and is shown at /dev/mail/."""
