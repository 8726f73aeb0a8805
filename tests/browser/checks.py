"""What is asked of every page: axe, the width of a small phone, the keyboard."""

from axe_playwright_python.sync_playwright import Axe

SMALLEST_WIDTH = 320
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 800}

_TOO_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => {
    const box = e.getBoundingClientRect();
    if (!box.width || box.right <= document.documentElement.clientWidth + 1) return false;
    for (let p = e.parentElement; p; p = p.parentElement)
      if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(p).overflowX)) return false;
    return true;
  })
  .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""

# Everything that the Tab key must reach, numbered. Of a group of radio buttons it reaches one.
_NUMBER_CONTROLS = """() => {
  const controls = [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]')].filter(e =>
      !e.disabled && e.tabIndex >= 0 && e.type !== 'hidden' && e.getClientRects().length &&
      getComputedStyle(e).visibility === 'visible' && e.checkVisibility() &&
      (e.type !== 'radio' || e.checked));
  controls.forEach((e, i) => { e.dataset.control = i; });
  return controls.map(e => e.outerHTML.slice(0, 120));
}"""

_FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e.dataset.control === undefined) return null;
  const style = getComputedStyle(e);
  const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
    || style.boxShadow !== 'none';
  return [Number(e.dataset.control), seen];
}"""


# What still fades in has no contrast yet.
_STAND_STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"


def axe_violations(page, context=None):
    """Return what axe finds once nothing moves any more, one line a place."""
    page.add_style_tag(content=_STAND_STILL)
    results = Axe().run(page, context=context)
    return [
        f"{violation['id']}: {node['target']} {node['html'][:120]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


def axe_violations_everywhere(page):
    """Return what axe finds at a desk and on a phone, in light and in dark."""
    found = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [f"{size['width']} px, {scheme}: {one}" for one in axe_violations(page)]
    return found


def overflowing(page):
    """Return the elements that stick out at the width of the smallest phone; empty is well."""
    page.set_viewport_size({"width": SMALLEST_WIDTH, "height": 700})
    width = page.evaluate("document.documentElement.scrollWidth")
    return page.evaluate(_TOO_WIDE) or [f"{width} px wide"] if width > SMALLEST_WIDTH else []


def keyboard_gaps(page):
    """Walk through the page with Tab; return what it never reaches or where the focus is not seen."""
    controls = page.evaluate(_NUMBER_CONTROLS)
    page.evaluate("document.activeElement && document.activeElement.blur(); window.scrollTo(0, 0)")
    reached, unseen = set(), []
    for _ in range(len(controls) + 5):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused is None:
            if len(reached) == len(controls):
                break
            continue
        number, is_seen = focused
        reached.add(number)
        if not is_seen:
            unseen.append(f"focus not seen: {controls[number]}")
    missed = [f"not reached: {controls[i]}" for i in range(len(controls)) if i not in reached]
    return missed + unseen
