"""`python -m pdsa` is `pdsa`."""

from pdsa.cli.main import main

main()
