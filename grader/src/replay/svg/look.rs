//! The look of a picture: colours that colour-blind people can tell apart, and patterns for print.

/// The colours, light and dark. On paper they are light.
pub(in crate::replay) const COLOURS: &str = "\
:root{--ground:#fff;--ink:#1b1f24;--soft:#57606a;--grid:#d8dee4;--runs:#0b3d6b;--asks:#8cc9f0;--asks-line:#2f7fb5;\
--locked:#f2b84b;--locked-line:#8a5a00;--waits:#d5d9de;--waits-line:#9aa2ab;--blocks:#d1490c;--blocks-line:#5c1c00;\
--still:#fbd9c8;--still-line:#d1490c;--gone:#f7e3ef;--gone-line:#a3307a;--held:#12896a;--harm:#b3261e}\
@media (prefers-color-scheme:dark){:root{--ground:#0f1419;--ink:#e6edf3;--soft:#9aa5b1;--grid:#2b333c;--runs:#a8d4ff;\
--asks:#1d567d;--asks-line:#64b5ea;--locked:#7a5200;--locked-line:#f2b84b;--waits:#343c45;--waits-line:#6d7782;\
--blocks:#e8622a;--blocks-line:#ffd9c7;--still:#47261a;--still-line:#e8622a;--gone:#3d1f33;--gone-line:#e58cc4;\
--held:#2fb892;--harm:#ff8a80}}\
@media print{:root{--ground:#fff;--ink:#000;--soft:#444;--grid:#ccc;--runs:#0b3d6b;--asks:#8cc9f0;--asks-line:#2f7fb5;\
--locked:#f2b84b;--locked-line:#8a5a00;--waits:#d5d9de;--waits-line:#777;--blocks:#d1490c;--blocks-line:#5c1c00;\
--still:#fbd9c8;--still-line:#d1490c;--gone:#f7e3ef;--gone-line:#a3307a;--held:#12896a;--harm:#b3261e}}";

/// The shapes.
pub(in crate::replay) const SHAPES: &str = "\
svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}\
svg text{font-family:system-ui,-apple-system,\"Segoe UI\",\"DejaVu Sans\",sans-serif;font-size:12px;fill:var(--ink)}\
svg .title{font-size:16px;font-weight:600}svg .heading{font-size:13px;font-weight:600}\
svg .soft,svg .tick,svg .row{fill:var(--soft)}svg .tick{text-anchor:middle;font-size:11px}svg .row,svg .key{font-size:11px}\
svg .lane{font-weight:600}svg .bad,svg .harm{fill:var(--harm);font-weight:600}svg .middle{text-anchor:middle}svg .number{fill:var(--ground);font-size:10px;text-anchor:middle;pointer-events:none}svg .code{font-family:ui-monospace,\"DejaVu Sans Mono\",Menlo,Consolas,monospace;font-size:11px}\
.ground{fill:var(--ground)}.grid{stroke:var(--grid)}.axis{stroke:var(--soft);fill:none}\
.harmful{stroke:var(--harm);stroke-width:2;stroke-dasharray:5 4}.cross{stroke:var(--harm);stroke-width:2.5;fill:none}\
.runs{fill:var(--runs)}.ready{fill:var(--waits-line)}.cap{fill:var(--ink)}.reach{fill:transparent}\
.asks{fill:url(#pattern-asks);stroke:var(--asks-line)}.locked{fill:url(#pattern-locked);stroke:var(--locked-line)}\
.waits{fill:url(#pattern-waits);stroke:var(--waits-line)}.blocks{fill:url(#pattern-blocks);stroke:var(--blocks-line)}\
.still{fill:url(#pattern-still);stroke:var(--still-line)}\
.gone{fill:url(#pattern-gone);stroke:var(--gone-line);stroke-dasharray:4 3}.held{fill:var(--held);stroke:var(--ink)}\
.told:focus{outline:none}.told:focus>rect,.told:hover>rect{stroke:var(--ink);stroke-width:2.5}\
.told:focus>.reach,.told:hover>.reach{fill:var(--grid)}\
.task{fill:var(--ground);stroke:var(--ink);stroke-width:1.5}.lock{fill:url(#circle-lock);stroke:var(--locked-line);stroke-width:1.5}\
.pad{fill:var(--ground)}.wants{stroke:var(--harm);stroke-width:2.2;stroke-dasharray:7 4;fill:none}\
.fill-asks{fill:var(--asks)}.fill-locked,.fill-lock{fill:var(--locked)}.fill-waits{fill:var(--waits)}\
.fill-blocks{fill:var(--blocks)}.fill-still{fill:var(--still)}.fill-gone{fill:var(--gone)}\
.line-locked{stroke:var(--locked-line);stroke-width:1.5}.line-waits{stroke:var(--waits-line)}\
.line-blocks{stroke:var(--blocks-line)}.line-still{stroke:var(--still-line)}.line-gone{stroke:var(--gone-line)}\
.has{stroke:var(--held);stroke-width:3;fill:none}.head-wants{fill:var(--harm)}.head-has{fill:var(--held)}";

/// The patterns that the classes name.
pub(super) fn patterns() -> String {
    let pattern = |name: &str, size: u32, fill: &str, lines: &str| {
        format!(
            "<pattern id=\"pattern-{name}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"{size}\" height=\"{size}\" class=\"{fill}\"/>{lines}</pattern>"
        )
    };
    let patterns = [
        pattern("asks", 8, "fill-asks", ""),
        pattern(
            "locked",
            8,
            "fill-locked",
            "<path class=\"line-locked\" d=\"M-2 2L2-2M0 8L8 0M6 10L10 6\"/>",
        ),
        pattern(
            "waits",
            6,
            "fill-waits",
            "<path class=\"line-waits\" d=\"M0 3H6\"/>",
        ),
        pattern(
            "blocks",
            8,
            "fill-blocks",
            "<path class=\"line-blocks\" d=\"M0 8L8 0M0 0L8 8\"/>",
        ),
        pattern(
            "still",
            6,
            "fill-still",
            "<path class=\"line-still\" d=\"M3 0V6\"/>",
        ),
        pattern(
            "gone",
            8,
            "fill-gone",
            "<path class=\"line-gone\" d=\"M-2 6L2 10M0 0L8 8M6-2L10 2\"/>",
        ),
    ];
    format!("<defs>{}</defs>\n", patterns.concat())
}
