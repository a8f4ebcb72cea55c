#!/usr/bin/env python3
"""Runs `scalebridge run` against a PowerSync-shaped endpoint and prints time to the first line, memory and CPU."""
import http.server
import os
import subprocess
import sys
import threading
import time

BODY = b"""# HELP target_info Target metadata
# TYPE target_info gauge
target_info{service="PowerSync",service_version="1.20.1"} 1
# HELP powersync_operations_synced_total Number of operations synced
# TYPE powersync_operations_synced_total counter
powersync_operations_synced_total 91200
# HELP powersync_concurrent_connections Number of concurrent sync connections
# TYPE powersync_concurrent_connections gauge
powersync_concurrent_connections 83
"""


INTERVAL = "20ms"
SCRAPES = 500


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        try:
            self.wfile.write(BODY)
        except BrokenPipeError:
            pass

    def log_message(self, *arguments):
        pass


def rollup(pid):
    with open(f"/proc/{pid}/smaps_rollup") as file:
        fields = dict(line.split(":", 1) for line in file if ":" in line and "-" not in line.split(":")[0])
    return {name: int(fields[name].split()[0]) for name in ("Rss", "Pss", "Anonymous")}


def cpu_ms(pid):
    """User and system time of all threads, also of those that have ended; counted in ticks of 10 ms."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.argv[1], "run", "--target", f"127.0.0.1:{server.server_port}", "--interval", INTERVAL,
         "--cluster", "c", "--service", "s", "--health-socket", f"measure-{os.getpid()}", *sys.argv[2:]],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        process.stdout.readline()
        first = (time.monotonic() - begun) * 1000
        for _ in range(9):
            process.stdout.readline()
        # The bridge gives back what only its start needed after two seconds.
        time.sleep(max(0, begun + 3 - time.monotonic()))
        memory = rollup(process.pid)
        before = cpu_ms(process.pid)
        for _ in range(SCRAPES):
            process.stdout.readline()
        per_scrape = (cpu_ms(process.pid) - before) / SCRAPES
    finally:
        process.terminate()
        code = process.wait(5)
    assert code == 0, code
    print(f"   first line after {first:.0f} ms; after 3 s and more than 10 scrapes Rss {memory['Rss']} KiB, Pss {memory['Pss']} KiB, "
          f"Anonymous {memory['Anonymous']} KiB; {per_scrape:.2f} ms CPU per scrape")


main()
