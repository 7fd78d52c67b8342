package io.weir.buildtools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FormattedFilesTest {

    @TempDir
    private Path folder;

    @Test
    void remembersContentsAcrossRuns() throws Exception {
        // given
        Path same = Files.writeString(folder.resolve("Same.java"), "class Same {}\n");
        Path changed = Files.writeString(folder.resolve("Changed.java"), "class Changed {}\n");
        Path cache = folder.resolve("target/formatted");
        FormattedFiles.load(cache).remember(List.of(same, changed));

        // when
        Files.writeString(changed, "class Changed { }\n");

        // then
        assertThat(FormattedFiles.load(cache).unknownAmong(List.of(same, changed)))
                .containsExactly(changed);
    }
}
