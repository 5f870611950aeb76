"""Run Python as a learner's browser does: Pyodide under Node.js, with this checkout's package."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from statcomms.publish.pyodide import LEARNER_PACKAGES, PURE_WHEELS, fetch_pyodide

ROOT = Path(__file__).parents[2]
_SCRIPT = """
const { readFileSync } = require("node:fs");
const [folder, packages, wheels, source] = JSON.parse(process.argv[2]);
(async () => {
  const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
  const pyodide = await loadPyodide({
    indexURL: `${folder}/`,
    stdout: (line) => console.log(line),
    stderr: (line) => console.error(line),
  });
  await pyodide.loadPackage(packages, { messageCallback: () => {} });
  for (const wheel of wheels) {
    pyodide.unpackArchive(new Uint8Array(readFileSync(`${folder}/${wheel}`)), "whl");
  }
  pyodide.mountNodeFS("/course", source);
  pyodide.runPython("import sys; sys.path.insert(0, '/course/src')");
  await pyodide.runPythonAsync(readFileSync(0, "utf8"));
})().catch((error) => {
  console.error(String(error.message ?? error));
  process.exitCode = 1;
});
"""


def run_in_pyodide(code: str) -> str:
    """Run some Python in Pyodide, the course's folder at ``/course``; return what it printed."""
    node = shutil.which("node") or shutil.which("nodejs")
    assert node, "Node.js is not installed (Debian: apt install nodejs npm)"
    folder = fetch_pyodide(ROOT / "_build" / "pyodide")
    script = folder / "run.cjs"
    script.write_text(_SCRIPT, encoding="utf-8")
    settings = json.dumps([str(folder), list(LEARNER_PACKAGES), list(PURE_WHEELS), str(ROOT)])
    done = subprocess.run(
        [node, str(script), settings],
        input=code,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout
