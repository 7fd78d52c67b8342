package io.weir.cli.demo;

import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.Map;

/** Shows how the demo goes. */
interface Screen {

    /** A line that stays. */
    void line(String text);

    /** The state of things now, in place of the one before. */
    void progress(List<Bar> bars);

    /** The last progress stays as it is; lines follow. */
    void progressDone();

    /** A block that moves where a person watches a terminal that can do it, else lines. */
    static Screen on(Shell shell, Map<String, String> environment) {
        boolean plain = environment.containsKey("NO_COLOR") || "dumb".equals(environment.get("TERM"));
        return shell.terminal().errorIsTerminal() && !plain
                ? new TerminalScreen(shell.err())
                : new PlainScreen(shell.err(), System::nanoTime);
    }
}
