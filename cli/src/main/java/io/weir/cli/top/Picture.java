package io.weir.cli.top;

import io.weir.cli.terminal.Output;
import java.util.List;

/**
 * Frames onto standard output: on a terminal over one another, on the screen that programs such as editors use, so that
 * what was there before is back afterwards; elsewhere one after another.
 */
final class Picture implements AutoCloseable {

    /** Sequences of xterm that every terminal of today knows. */
    private static final String OPEN = "\u001b[?1049h\u001b[?25l";

    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";
    private static final String CLOSE = "\u001b[?25h\u001b[?1049l";

    private final Output out;
    private final boolean live;

    private Picture(Output out, boolean live) {
        this.out = out;
        this.live = live;
    }

    static Picture open(Output out, boolean live) {
        if (live) {
            out.text(OPEN).flush();
        }
        return new Picture(out, live);
    }

    void draw(List<String> lines) {
        if (live) {
            out.text(HOME);
        }
        for (String line : lines) {
            out.line(live ? line + REST_OF_LINE : line);
        }
        out.text(live ? REST_OF_SCREEN : "\n").flush();
    }

    /** The terminal as it was. */
    @Override
    public void close() {
        if (live) {
            out.text(CLOSE).flush();
        }
    }
}
