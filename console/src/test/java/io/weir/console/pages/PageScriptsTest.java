package io.weir.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The unit tests of the pages' scripts, which are TypeScript; they run under node, and only when something changed. */
final class PageScriptsTest {

    @Test
    void theScriptsOfThePagesPassTheirTests() throws IOException, InterruptedException {
        // when
        Process tests = new ProcessBuilder("./build-pages", "test")
                .directory(new File("src/main/web"))
                .redirectErrorStream(true)
                .start();
        String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // then
        assertThat(tests.waitFor()).as(said).isZero();
    }
}
