package io.weir.cli.demo;

import java.io.PrintStream;
import java.util.List;

/** One block of bars that is drawn over itself with ANSI sequences. */
final class TerminalScreen implements Screen {

    private final PrintStream terminal;
    private int linesDrawn;

    TerminalScreen(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void line(String text) {
        terminal.print(erased());
        terminal.println(text);
        linesDrawn = 0;
    }

    @Override
    public void progress(List<Bar> bars) {
        StringBuilder block = new StringBuilder(erased());
        bars.forEach(bar -> block.append(bar.drawn()).append(System.lineSeparator()));
        terminal.print(block);
        terminal.flush();
        linesDrawn = bars.size();
    }

    @Override
    public void progressDone() {
        linesDrawn = 0;
    }

    /** What takes the cursor up to where the last block began and wipes it away. */
    private String erased() {
        return linesDrawn == 0 ? "" : "\033[" + linesDrawn + "A\033[J";
    }
}
