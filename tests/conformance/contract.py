"""The server against its own description: `contract.py BINARY FOLDER`.

Schemathesis reads the OpenAPI document of the running binary and asks what it allows and what it
forbids. No answer may be a 5xx or have a status, a content type or a body that the document does
not declare. Seed and number of examples are fixed, so that a run can be repeated.
"""

import json
import os
import pathlib
import subprocess
import sys
import urllib.parse
import urllib.request

from server import serving

SEED = "2010"
EXAMPLES = {"": "8", "full": "250"}


def get(url):
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


def description(url):
    """The server's OpenAPI document, but without the maximum of `limit`.

    OGC API Features wants a larger number taken for the maximum and not refused, and QGIS wants
    the maximum to be told. OpenAPI cannot say both: Schemathesis would call the answer wrong.
    """
    document = get(f"{url}/api")
    del document["components"]["parameters"]["limit"]["schema"]["maximum"]
    return document


def with_real_features(url):
    """Settings by which identifiers of features are mostly such that exist.

    Left to itself Schemathesis would make them up and see nothing but 404.
    """
    lines = []
    for collection in get(f"{url}/collections")["collections"]:
        name = collection["id"]
        features = get(f"{url}/collections/{urllib.parse.quote(name)}/items?limit=20")["features"]
        values = [str(feature["id"]) for feature in features]
        lines += [
            f"[dictionaries.{json.dumps(name)}]",
            f"values = {json.dumps(values)}",
            "[[operations]]",
            f"include-path = {json.dumps(f'/collections/{name}/items/{{featureId}}')}",
            "[operations.parameters]",
            f'"path.featureId" = {{ dictionary = {json.dumps(name)}, probability = 0.8 }}',
        ]
    return "\n".join(lines)


def main():
    binary, folder = sys.argv[1:]
    schemathesis = pathlib.Path(sys.executable).with_name("schemathesis")
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    own = pathlib.Path(__file__).with_name("contract.toml").read_text(encoding="utf-8")
    with serving(binary, folder / "contract-server.log") as url:
        settings = folder / "contract.toml"
        settings.write_text(f"{own}\n{with_real_features(url)}\n", encoding="utf-8")
        api = folder / "api.json"
        api.write_text(json.dumps(description(url)), encoding="utf-8")
        command = [schemathesis, "--config-file", settings.resolve(), "--no-color", "run"]
        # One worker: Python 3.11 reads source text wrongly from two threads at once ("AST constructor
        # recursion depth mismatch"), and the generator of the examples does read some.
        command += [api.resolve(), "--url", url, "--seed", SEED, "--workers", "1"]
        command += ["--max-examples", EXAMPLES[os.environ.get("MARZ_TEST", "")]]
        # Here it leaves a cache behind.
        status = subprocess.run(command, check=False, cwd=folder).returncode
    if status != 0:
        raise SystemExit(status)


main()
