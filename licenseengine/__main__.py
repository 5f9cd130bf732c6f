"""``python -m licenseengine`` and the console script."""

from licenseengine.cli.app import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
