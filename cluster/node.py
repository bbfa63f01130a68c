"""One node of the cluster, in a process of its own, so that it can be killed alone. Started by `cluster/control.py`."""

from __future__ import annotations

import argparse
import signal
import threading
from pathlib import Path
from typing import Any

import jpype

RUNNER = "org.codelibs.opensearch.runner.OpenSearchRunner"
HEAP = ("-Xms256m", "-Xmx512m")
# A node of tests: little memory, few threads, ready soon.
LIGHT = (
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Djdk.io.permissionsUseCanonicalPath=true",
    "-Dlog4j2.disable.jmx=true",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jvm", required=True, help="path of libjvm.so")
    parser.add_argument("--jars", required=True, type=Path)
    parser.add_argument("--folder", required=True, type=Path)
    parser.add_argument("--number", required=True, type=int, help="which node of the cluster this is, from 0")
    parser.add_argument("--http", required=True, type=int, nargs="+", help="port of HTTP of each node")
    parser.add_argument("--transport", required=True, type=int, nargs="+", help="port of transport of each node")
    asked = parser.parse_args()
    stopped = threading.Event()
    runner = _start(asked)
    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, lambda *_: stopped.set())
    while not stopped.wait(1):
        pass
    runner.close()


def _start(asked: argparse.Namespace) -> Any:
    jars = [str(jar) for jar in sorted(asked.jars.glob("*.jar"))]
    jpype.startJVM(asked.jvm, *HEAP, *LIGHT, classpath=jars, convertStrings=True)
    names = [f"node{number}" for number in range(len(asked.http))]

    def build(_index: int, settings: Any) -> None:
        settings.put("discovery.type", "zen")
        settings.put("node.name", names[asked.number])
        settings.put("network.host", "127.0.0.1")
        settings.put("http.port", str(asked.http[asked.number]))
        settings.put("transport.port", str(asked.transport[asked.number]))
        settings.putList("discovery.seed_hosts", *(f"127.0.0.1:{port}" for port in asked.transport))
        settings.putList("cluster.initial_cluster_manager_nodes", *names)
        settings.put("cluster.routing.allocation.disk.threshold_enabled", "false")
        settings.put("action.auto_create_index", "false")
        # One small machine stands for three: no node may hold as many threads as it has cores.
        settings.put("node.processors", "2")

    configs = jpype.JClass(f"{RUNNER}$Configs")()
    configs = configs.basePath(str(asked.folder)).clusterName("communs").numOfNode(1).disableESLogger()
    runner = jpype.JClass(RUNNER)()
    runner.onBuild(jpype.JProxy(f"{RUNNER}$Builder", dict={"build": build}))
    runner.build(configs)
    return runner


if __name__ == "__main__":
    main()
