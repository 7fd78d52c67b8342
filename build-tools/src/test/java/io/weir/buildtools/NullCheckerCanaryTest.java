package io.weir.buildtools;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.buildtools.CompilerGate.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NullAway fell silent once, on a new JDK, and nobody noticed: this test does. */
final class NullCheckerCanaryTest {

    @TempDir
    private Path folder;

    @Test
    void refusesToDereferenceWhatMayBeNull() throws Exception {
        // given
        String source = """
            package canary;

            import org.jspecify.annotations.NullMarked;
            import org.jspecify.annotations.Nullable;

            @NullMarked
            final class Canary {
                private Canary() {}

                static int length(@Nullable String text) {
                    return text.length();
                }
            }
            """;

        // when
        Verdict verdict = CompilerGate.compile(folder, "Canary", source);

        // then
        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.output()).contains("[NullAway]").contains("text");
    }

    @Test
    void acceptsTheSameCodeWithACheck() throws Exception {
        // given
        String source = """
            package canary;

            import org.jspecify.annotations.NullMarked;
            import org.jspecify.annotations.Nullable;

            @NullMarked
            final class Canary {
                private Canary() {}

                static int length(@Nullable String text) {
                    return text == null ? 0 : text.length();
                }
            }
            """;

        // when
        Verdict verdict = CompilerGate.compile(folder, "Canary", source);

        // then
        assertThat(verdict.accepted()).as(verdict.output()).isTrue();
    }
}
