package io.weir.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScreensTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, UTF_8);

    @Test
    void aBarShowsItsPart() {
        // given
        Bar bar = new Bar("board", 31_765, 63_530, "2 members");

        // when
        String drawn = bar.drawn();

        // then
        assertThat(drawn).isEqualTo("  board     ##############..............  31,765  2 members");
        assertThat(drawn).hasSizeLessThan(80);
    }

    @Test
    void theTerminalDrawsOverTheLastBlock() {
        // given
        TerminalScreen screen = new TerminalScreen(stream);
        screen.progress(List.of(new Bar("a", 1, 2, ""), new Bar("b", 1, 2, "")));
        bytes.reset();

        // when
        screen.progress(List.of(new Bar("a", 2, 2, ""), new Bar("b", 2, 2, "")));

        // then
        assertThat(bytes.toString(UTF_8)).startsWith("\033[2A\033[J  a ");
    }

    @Test
    void aLineWipesTheBlockAwayAndLeavesNothingToWipe() {
        // given
        TerminalScreen screen = new TerminalScreen(stream);
        screen.progress(List.of(new Bar("a", 1, 2, "")));
        bytes.reset();

        // when
        screen.line("one");
        screen.line("two");

        // then
        assertThat(bytes.toString(UTF_8).lines()).containsExactly("\033[1A\033[Jone", "two");
    }

    @Test
    void afterTheLastProgressTheBlockStays() {
        // given
        TerminalScreen screen = new TerminalScreen(stream);
        screen.progress(List.of(new Bar("a", 2, 2, "")));
        screen.progressDone();
        bytes.reset();

        // when
        screen.line("done");

        // then
        assertThat(bytes.toString(UTF_8).lines()).containsExactly("done");
    }

    @Test
    void aLogGetsALineEveryTwoSeconds() {
        // given
        AtomicLong nanos = new AtomicLong();
        PlainScreen screen = new PlainScreen(stream, nanos::get);
        List<Bar> bars = List.of(new Bar("a", 1, 2, "slow"), new Bar("b", 2, 2, ""));

        // when
        for (int second = 1; second <= 5; second++) {
            nanos.set(Duration.ofSeconds(second).toNanos());
            screen.progress(bars);
        }

        // then
        assertThat(bytes.toString(UTF_8).lines()).containsExactly("  a 1 (slow), b 2", "  a 1 (slow), b 2");
    }
}
