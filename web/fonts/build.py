"""Cuts Noto Sans down to the letters of the map's languages.

Reads the variable fonts of @fontsource-variable/noto-sans (run `npm ci` first) and writes three
woff2 files beside this script. Run once by hand when the package or the letters change:

    pip install -r fonts/requirements.txt && python3 fonts/build.py

The upstream `cyrillic-ext` and `latin-ext` files hold hundreds of letters that none of our
languages uses; a page on a slow line should not wait for them.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
UPSTREAM = HERE.parent / "node_modules/@fontsource-variable/noto-sans/files"

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x2BB, 0x2BC, *map(ord, "–—‘’“”„…•′″−×«»€")]
CYRILLIC = list(range(0x400, 0x460)) + [0x2116]
TAJIK_KYRGYZ = list(map(ord, "ҒғӢӣҚқӮӯҲҳҶҷҢңӨөҮүӘәҺһ"))
LATIN_EXT = list(map(ord, "ʼĀāČčĒēĞğĪīİŌōŞşŠšŪūŽžƏə"))

# The weights the style sheet uses; the upstream axis goes from 100 to 900.
WEIGHTS = (400, 700)

FILES = {
    "latin": ("latin", LATIN),
    "cyrillic": ("cyrillic", CYRILLIC),
    "extended": ("cyrillic-ext", TAJIK_KYRGYZ),
    "latin-extended": ("latin-ext", LATIN_EXT),
}


def build(name: str, upstream: str, letters: list[int]) -> None:
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
    options.hinting = False
    options.recalc_timestamp = False
    font = load_font(str(UPSTREAM / f"noto-sans-{upstream}-wght-normal.woff2"), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    target = HERE / f"noto-sans-{name}.woff2"
    save_font(font, str(target), options)
    covered = sorted(font.getBestCmap())
    print(f"{target.name}: {target.stat().st_size} bytes, {len(covered)} letters")
    print("  missing:", "".join(chr(c) for c in letters if c not in covered) or "none")


if __name__ == "__main__":
    for name, (upstream, letters) in FILES.items():
        build(name, upstream, letters)
