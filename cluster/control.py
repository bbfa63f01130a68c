"""A cluster of three OpenSearch nodes on this machine, for tests and demonstrations: `make cluster` starts it.

The server and its modules come from Maven by a pinned pom; each node is a process that may be killed alone. Nothing is
protected: it listens on loopback addresses only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
VAR_DIR = Path(os.environ.get("VAR_DIR") or HERE.parent / "var").resolve()
FOLDER = VAR_DIR / "cluster"
STATE = FOLDER / "cluster.json"
# Nothing in it has to survive: in memory, where there is such a place, an index is made in a third of the time.
MEMORY = Path("/dev/shm")  # noqa: S108 -- named after the folder of the site, and for its user alone
NODES = 3
FIRST_PORT = 9201
# Oldest Java that runs each version.
JAVA = {"2.19": 11, "3.5": 21}
SECONDS_TO_RESOLVE, SECONDS_TO_START, SECONDS_TO_STOP = 300, 120, 20


class Trouble(Exception):
    """A sentence for the person who asked."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("start", "stop", "status", "url"))
    parser.add_argument("--version", choices=sorted(JAVA), default="2.19")
    asked = parser.parse_args()
    try:
        if asked.what == "start":
            start(asked.version)
        else:
            {"stop": stop, "status": status, "url": url}[asked.what]()
    except Trouble as trouble:
        sys.exit(str(trouble))


def start(version: str) -> None:
    running = _state()
    if running and all(map(_is_ours, running["nodes"])):
        if running["version"] != version:
            message = f"A cluster of version {running['version']} runs already: make cluster-stop ends it."
            raise Trouble(message)
        print(f"It runs already.\nSEARCH_URL={running['url']}")
        return
    if running:
        stop()
    jvm, jars = _jvm(JAVA[version]), _jars(version)
    shutil.rmtree(_data(), ignore_errors=True)
    ports = _free_ports(2 * NODES)
    http, transport = ports[:NODES], ports[NODES:]
    nodes = [_start_node(number, jvm, jars, http, transport) for number in range(NODES)]
    address = "opensearch://" + ",".join(f"127.0.0.1:{port}" for port in http) + "/communs"
    _write({"version": version, "url": address, "http": http, "nodes": nodes})
    try:
        _wait_until_ready(nodes, http)
    except BaseException:
        stop()
        raise
    print(f"OpenSearch {version}, {NODES} nodes.\nSEARCH_URL={address}")


def stop() -> None:
    running = _state()
    if running is None:
        print("No cluster was started from here.")
        return
    ours = [node for node in running["nodes"] if _is_ours(node)]
    for node in ours:
        os.kill(node["pid"], signal.SIGTERM)
    until = time.monotonic() + SECONDS_TO_STOP
    while any(map(_is_ours, ours)) and time.monotonic() < until:
        time.sleep(0.1)
    for node in filter(_is_ours, ours):
        os.kill(node["pid"], signal.SIGKILL)
    STATE.unlink(missing_ok=True)
    shutil.rmtree(_data(), ignore_errors=True)
    print("The cluster is stopped.")


def status() -> None:
    running = _state()
    if running is None:
        message = "No cluster was started from here: make cluster starts one."
        raise Trouble(message)
    alive = sum(map(_is_ours, running["nodes"]))
    health = next((found for port in running["http"] if (found := _health(port))), None)
    colour = health["status"] if health else "silent"
    print(f"OpenSearch {running['version']}: {alive} of {NODES} processes, {colour}.\nSEARCH_URL={running['url']}")
    if health is None or alive < NODES:
        message = "It is not whole: make cluster-stop, then make cluster."
        raise Trouble(message)


def url() -> None:
    running = _state()
    if running is None or not all(map(_is_ours, running["nodes"])):
        message = "No cluster runs: make cluster starts one."
        raise Trouble(message)
    print(running["url"])


# What it is made of


def _jvm(oldest: int) -> str:
    """The library of the first Java that is new enough, of JAVA_HOME or among those installed, the oldest first."""
    homes = [Path(home)] if (home := os.environ.get("JAVA_HOME")) else []
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    found = {}
    for home in homes:
        library = home / "lib/server/libjvm.so"
        if library.is_file() and (number := _java_version(home)) >= oldest:
            found.setdefault(number, str(library))
    if not found:
        message = (
            f"This version needs Java {oldest} or later, and none is here. On Debian: apt install default-jre-headless "
            "(Debian 12: Java 17, enough for VERSION=2.19; 13: 21). Of another, set JAVA_HOME."
        )
        raise Trouble(message)
    return found[min(found)]


def _java_version(home: Path) -> int:
    try:
        lines = (home / "release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    text = next((line.split('"')[1] for line in lines if line.startswith("JAVA_VERSION=")), "0")
    return int(text.split(".")[0])


def _jars(version: str) -> Path:
    """The folder of the server and its modules, filled by Maven once."""
    folder, pom = FOLDER / f"jars-{version}", HERE / version / "pom.xml"
    stamp = folder / "pom.xml"
    if stamp.is_file() and stamp.read_bytes() == pom.read_bytes():
        return folder
    if not (maven := shutil.which("mvn")):
        message = "The cluster's parts come by Maven, which is not here. On Debian: apt install maven."
        raise Trouble(message)
    print("Fetching the parts of the cluster, once.")
    shutil.rmtree(folder, ignore_errors=True)
    command = [maven, "--quiet", "--batch-mode", "--file", pom, "dependency:copy-dependencies"]
    try:
        done = subprocess.run(
            [*command, f"-DoutputDirectory={folder}"],
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS_TO_RESOLVE,
        )
    except subprocess.TimeoutExpired as error:
        message = f"Maven did not bring the parts of the cluster within {SECONDS_TO_RESOLVE} seconds."
        raise Trouble(message) from error
    if done.returncode:
        message = f"Maven could not bring the parts of the cluster:\n{(done.stdout + done.stderr)[-1500:]}"
        raise Trouble(message)
    stamp.write_bytes(pom.read_bytes())
    return folder


def _data() -> Path:
    digest = hashlib.blake2b(str(FOLDER).encode(), digest_size=6).hexdigest()
    return MEMORY / f"communs-cluster-{digest}" if os.access(MEMORY, os.W_OK) else FOLDER / "data"


def _free_ports(count: int) -> list[int]:
    ports = []
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
        ports.append(port)
        if len(ports) == count:
            return ports
    message = f"No {count} ports are free from {FIRST_PORT} on."
    raise Trouble(message)


# Processes


def _start_node(number: int, jvm: str, jars: Path, http: list[int], transport: list[int]) -> dict[str, Any]:
    folder = _data() / f"node{number}"
    folder.mkdir(parents=True, mode=0o700)
    command = [sys.executable, HERE / "node.py", "--jvm", jvm, "--jars", jars, "--folder", folder]
    command += ["--number", str(number), "--http", *map(str, http), "--transport", *map(str, transport)]
    with (FOLDER / f"node{number}.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, cwd=folder
        )  # fmt: skip
    return {"pid": process.pid, "born": _born(process.pid)}


def _born(pid: int) -> str:
    """When a process began, as the kernel counts: another may have its number later. Empty for one that ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[19]


def _is_ours(node: dict[str, Any]) -> bool:
    return bool(node["born"]) and _born(node["pid"]) == node["born"]


def _wait_until_ready(nodes: list[dict[str, Any]], http: list[int]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if not all(map(_is_ours, nodes)):
            lost = next(number for number, node in enumerate(nodes) if not _is_ours(node))
            message = f"Node {lost} ended at once; {FOLDER}/node{lost}.log says why."
            raise Trouble(message)
        healths = [_health(port) for port in http]
        if all(health and health["status"] == "green" and health["number_of_nodes"] == NODES for health in healths):
            return
        time.sleep(0.3)
    message = f"The cluster was not ready within {SECONDS_TO_START} seconds; see the logs in {FOLDER}."
    raise Trouble(message)


def _health(port: int) -> dict[str, Any] | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_cluster/health", timeout=2) as answer:
            health: dict[str, Any] = json.load(answer)
    except (OSError, ValueError, urllib.error.URLError):
        return None
    return health


def _state() -> dict[str, Any] | None:
    try:
        state: dict[str, Any] = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return state


def _write(state: dict[str, Any]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    STATE.write_text(json.dumps(state), encoding="utf-8")


if __name__ == "__main__":
    main()
