package io.weir.benchmarks.profile;

import java.util.Locale;

/**
 * Stacks as one page: each frame as wide as its share of the samples, callers below callees turned upside down (an
 * icicle). A frame's whole name and share show when the pointer rests on it; a click on it looks closer.
 */
final class FlameGraph {

    /** Narrower frames cannot be seen. */
    private static final double LEAST_PERCENT = 0.1;

    private static final String HEAD = """
        <!doctype html><meta charset="utf-8"><title>@title@</title><style>
        body{font:12px sans-serif;margin:8px}
        .f{box-sizing:border-box;display:flex;flex-direction:column;flex:none;overflow:hidden}
        .f>b{font-weight:normal;display:block;height:17px;line-height:17px;overflow:hidden;white-space:nowrap;
        border-right:1px solid #fff;border-bottom:1px solid #fff;padding-left:2px;cursor:pointer}
        .r{display:flex;width:100%}
        </style><h3>@title@: @samples@ samples</h3><p>Click a frame to look closer, the first to see all.</p><div id="g">
        """;
    private static final String TAIL = """
        </div><script>
        document.getElementById("g").addEventListener("click", event => {
          const frame = event.target.closest(".f");
          if (!frame) return;
          document.querySelectorAll(".f").forEach(f => { f.style.width = f.dataset.w; f.style.display = ""; });
          for (let f = frame; f; f = f.parentElement.closest(".f")) {
            f.style.width = "100%";
            for (const other of f.parentElement.children) if (other !== f) other.style.display = "none";
          }
        });
        </script>
        """;

    private FlameGraph() {}

    static String html(String title, StackTree stacks) {
        StringBuilder page = new StringBuilder(
                HEAD.replace("@title@", escape(title)).replace("@samples@", Long.toString(stacks.samples())));
        page.append("<div class=\"r\">");
        frame(page, "all", stacks, stacks.samples(), stacks.samples());
        return page.append("</div>").append(TAIL).toString();
    }

    private static void frame(StringBuilder page, String name, StackTree node, long parentSamples, long all) {
        double percentOfAll = 100.0 * node.samples() / Math.max(1, all);
        if (percentOfAll < LEAST_PERCENT) {
            return;
        }
        String width = String.format(Locale.ROOT, "%.3f%%", 100.0 * node.samples() / Math.max(1, parentSamples));
        String label = escape(name);
        page.append(String.format(
                Locale.ROOT,
                "<div class=\"f\" style=\"width:%1$s\" data-w=\"%1$s\"><b style=\"background:hsl(%2$d,75%%,72%%)\""
                        + " title=\"%3$s, %4$.1f%%\">%3$s</b><div class=\"r\">",
                width,
                Math.floorMod(name.hashCode(), 60),
                label,
                percentOfAll));
        node.callees().forEach((callee, below) -> frame(page, callee, below, node.samples(), all));
        page.append("</div></div>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
