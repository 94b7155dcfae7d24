"""Checks Dockerfile and compose.yaml where no container engine runs.

A few rules that matter here, not a general linter: hadolint does more, where it is installed.
Uses PyYAML where it is there; without it, compose.yaml is only checked for its outline.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SERVICES = {"frontdesk", "postgres", "redis"}


def instructions(text):
    """The Dockerfile's instructions as (word, arguments), continued lines joined."""
    joined = re.sub(r"\\\n(\s*#.*\n)*", " ", text)
    for line in joined.splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word.upper(), rest.strip()


def dockerfile_faults(text):
    """What is wrong with a Dockerfile, a sentence each."""
    stages, faults, final = set(), [], {}
    for word, rest in instructions(text):
        if word == "FROM":
            image, _, stage = rest.partition(" AS ")
            if image not in stages and (":" not in image or image.endswith(":latest")):
                faults.append(f"{image} is not pinned to a version")
            stages.add(stage.strip())
            final = {}
        elif word == "COPY":
            source = re.search(r"--from=(\S+)", rest)
            if source and source.group(1) not in stages:
                faults.append(f"COPY from {source.group(1)}, which is no stage")
            for path in [] if source else rest.split()[:-1]:
                if not path.startswith("--") and not (ROOT / path).exists():
                    faults.append(f"COPY {path}, which is not there")
        elif word == "ADD":
            faults.append("ADD fetches and unpacks; use COPY")
        final.setdefault(word, rest)
    for word in ("USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT"):
        if word not in final:
            faults.append(f"the last stage has no {word}")
    if final.get("USER", "").split(":")[0] in ("0", "root"):
        faults.append("the last stage runs as root")
    return faults


def compose_faults(text):
    """What is wrong with a compose file, a sentence each."""
    if "\t" in text:
        return ["compose.yaml contains a tab"]
    try:
        import yaml
    except ImportError:
        services = set(re.findall(r"^  (\w+):$", text.partition("\nvolumes:")[0], re.MULTILINE))
        return [f"service {name} is missing" for name in SERVICES - services]
    try:
        services = yaml.safe_load(text)["services"]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        return [f"compose.yaml cannot be read: {error}"]
    faults = [f"service {name} is missing" for name in SERVICES - set(services)]
    for name, service in services.items():
        if "image" not in service and "build" not in service:
            faults.append(f"service {name} has neither image nor build")
        if name != "frontdesk" and name in SERVICES and "healthcheck" not in service:
            faults.append(f"service {name} has no healthcheck")
        for other in service.get("depends_on", {}):
            if other not in services:
                faults.append(f"service {name} depends on {other}, which is not there")
    return faults


def main():
    """Prints all faults and returns the exit code."""
    faults = dockerfile_faults((ROOT / "Dockerfile").read_text(encoding="utf-8"))
    faults += compose_faults((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
