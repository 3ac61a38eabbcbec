"""Opens reports in a headless browser and says what a reader would stumble over."""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from html import unescape
from pathlib import Path

import legends
import palettes

WIDTHS = (390, 1280, 1920)
HERE = Path(__file__).resolve().parent
STYLES = HERE.parent.parent / "styles"


class Browser:
    """One headless browser with a profile of its own that goes when we go."""

    def __init__(self, program, folder):
        self.folder = Path(folder)
        self.base = [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                     "--no-first-run", "--disable-background-networking",
                     "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                     "--force-device-scale-factor=1", f"--user-data-dir={folder}/profile"]

    def run(self, *arguments):
        return subprocess.run([*self.base, *arguments], capture_output=True, text=True, timeout=180,
                              check=False)

    def screenshot_of(self, html, width, height):
        page, image = self.folder / "swatches.html", self.folder / "swatches.png"
        page.write_text(html, encoding="utf-8")
        self.run(f"--screenshot={image}", f"--window-size={max(width, 600)},{height}", page.as_uri())
        return image

    def found(self, report, width):
        """What page_checks.js finds in the report in a frame of this width.

        A window cannot be as narrow as a phone, so the report stands in a frame of that width.
        The checker's copy has no content policy, or the script could not run.
        """
        text = report.read_text(encoding="utf-8")
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        script = (HERE / "page_checks.js").read_text(encoding="utf-8")
        inner = self.folder / "inner.html"
        post = ("<script>addEventListener('load',()=>document.fonts.ready.then(()=>{" + script +
                ";parent.postMessage(document.getElementById('found').textContent,'*')}))</script>")
        inner.write_text(text.replace("</body>", post + "</body>"), encoding="utf-8")
        outer = self.folder / "outer.html"
        outer.write_text(
            "<!DOCTYPE html><body style='margin:0'><pre id=out></pre><script>"
            "addEventListener('message',e=>document.getElementById('out').textContent=e.data)"
            f"</script><iframe src='inner.html' style='border:0;width:{width}px;height:1400px'>"
            "</iframe>", encoding="utf-8")
        shown = self.run("--dump-dom", "--virtual-time-budget=60000",
                         f"--window-size={max(width, 800)},1500", outer.as_uri())
        match = re.search(r'<pre id="out">(.*?)</pre>', shown.stdout, re.S)
        if not match or not match.group(1):
            raise SystemExit(f"the browser gave no answer for {report} at {width} px:\n{shown.stderr}")
        return json.loads(unescape(match.group(1)))

    def legend(self, report, k):
        """What legends.js finds with legend `k` of the report alone, and a screenshot of that."""
        text = report.read_text(encoding="utf-8")
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        script = (HERE / "legends.js").read_text(encoding="utf-8")
        page, image = self.folder / "legend.html", self.folder / "legend.png"
        page.write_text(text.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
        address = f"{page.as_uri()}?legend={k}"
        width, height = legends.WINDOW
        size = f"--window-size={width},{height}"
        shown = self.run("--dump-dom", size, address)
        match = re.search(r'<pre id="found"[^>]*>(.*?)</pre>', shown.stdout, re.S)
        if not match:
            raise SystemExit(f"the browser gave no legends for {report}:\n{shown.stderr}")
        if k >= 0:
            self.run(f"--screenshot={image}", size, address)
        return json.loads(unescape(match.group(1))), image

    def complaints(self, report):
        """What the browser says on its console about the untouched report."""
        shown = self.run("--enable-logging=stderr", "--v=0", "--dump-dom", "--window-size=1280,1500",
                         report.resolve().as_uri())
        return [line for line in shown.stderr.splitlines() if "CONSOLE" in line]


def stumbles(found, text):
    """Sentences about what is wrong with one report at one width."""
    wrong = []

    def say(what, items):
        if items:
            wrong.append(f"{what} ({len(items)}): " + "; ".join(items[:5]))

    say("labels overlap", found["overlapping"])
    say("labels leave their map", found["outside"])
    say("text smaller than 12 px", found["small"])
    say("text runs out of its box", found["running"])
    say("text hardly stands out (contrast below 4.5 to 1)", found["faint"])
    say("panels are empty", found["empty"])
    say("fetched", [name for name in found["fetched"]])
    if found["sideways"]:
        wrong.append(f"scrolls sideways to {found['sideways']} px")
    say("stands outside the page", found["wide"])
    rtl = 'dir="rtl"' in text[:400]
    if (found["direction"] == "rtl") != rtl:
        wrong.append("the page does not run in the direction of its language")
    if any(direction != "ltr" for direction in found["mapsDirection"]):
        wrong.append("a map or scale bar is mirrored")
    return wrong


def outbound(text):
    """Addresses that the page would fetch by itself; links that a reader may follow are not."""
    fetching = re.findall(r'(?:src|srcset|data|poster)="([^"]+)"', text)
    fetching += re.findall(r"url\(([^)]+)\)", text) + re.findall(r"@import[^;]+", text)
    fetching += re.findall(r'<link[^>]+href="([^"]+)"', text)
    return [address for address in fetching if not address.strip("'\"").startswith(("#", "data:"))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--browser", required=True)
    parser.add_argument("reports", nargs="*", type=Path)
    asked = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory(prefix="medina-browser-") as folder:
        browser = Browser(asked.browser, folder)
        wrong, lines = palettes.judged(STYLES, browser.screenshot_of)
        print("\n".join(lines))
        for sentence in wrong:
            failed = True
            print("FAILED palettes:", sentence)
        for report in asked.reports:
            text = report.read_text(encoding="utf-8")
            for address in outbound(text):
                failed = True
                print(f"FAILED {report}: would fetch {address}")
            for line in browser.complaints(report):
                failed = True
                print(f"FAILED {report}: the browser complains: {line}")
            wrong, lines = legends.judged(lambda k: browser.legend(report, k), palettes.diverging(STYLES))
            print("\n".join(f"  {line}" for line in lines))
            for sentence in wrong:
                failed = True
                print(f"FAILED {report}: {sentence}")
            for width in WIDTHS:
                found = browser.found(report, width)
                assert found["width"] == width, f"drawn at {found['width']} px, not {width}"
                sentences = stumbles(found, text)
                failed = failed or bool(sentences)
                for sentence in sentences:
                    print(f"FAILED {report} at {width} px: {sentence}")
                if not sentences:
                    print(f"ok {report} at {width} px: {found['maps']} maps, {found['labels']} labels, "
                          f"{found['height']} px high")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
