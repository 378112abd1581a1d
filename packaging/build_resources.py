"""Hatchling's build hook: a wheel must carry its fonts, icons and data, and its words compiled, whoever builds it."""

import runpy
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface[Any]):
    """Compiles the words before every build; an editable install uses resources/ where it stands."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles `resources/i18n/zh_CN.mo` and adds resources/ to the wheel as kamdesk/resources."""
        script = Path(self.root) / "packaging" / "compile_words.py"
        words = runpy.run_path(str(script))
        if words["main"]([]):
            print("the Chinese is not complete yet (see above)", file=sys.stderr)
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"][str(Path(self.root) / "resources")] = "kamdesk/resources"
