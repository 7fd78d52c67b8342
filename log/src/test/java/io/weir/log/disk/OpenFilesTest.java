package io.weir.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class OpenFilesTest {

    /** A file as the cache sees it. */
    private static final class File implements OpenFiles.Kept {

        private boolean isOpen = true;
        private boolean isUsed;

        @Override
        public boolean closeIfIdle() {
            isOpen = isUsed;
            isUsed = false;
            return !isOpen;
        }
    }

    private final OpenFiles files = new OpenFiles(2);

    @Test
    void theOldestGoesFirstUnlessItWasUsed() {
        // given
        File first = opened();
        File second = opened();
        first.isUsed = true;

        // when
        File third = opened();

        // then
        assertThat(first.isOpen).isTrue();
        assertThat(second.isOpen).isFalse();
        assertThat(third.isOpen).isTrue();
        assertThat(files.count()).isEqualTo(2);
    }

    @Test
    void theLimitIsExceededWhileAllAreInUse() {
        // given
        OpenFiles.Kept inUse = () -> false;
        OpenFiles.Kept inUseToo = () -> false;
        files.opened(inUse);
        files.opened(inUseToo);

        // when
        files.opened(() -> false);

        // then
        assertThat(files.count()).isEqualTo(3);
    }

    @Test
    void whatIsClosedForGoodIsForgotten() {
        // given
        File file = opened();

        // when
        files.closed(file);

        // then
        assertThat(files.count()).isZero();
        assertThat(file.isOpen).isTrue();
    }

    @Test
    void withoutAHandleLeftSomeFilesAreClosedAndTheWorkIsDoneAgain() throws IOException {
        // given
        File file = opened();

        // when
        String result = files.open(() -> {
            if (file.isOpen) {
                throw new FileSystemException("name", null, "Too many open files");
            }
            return "opened";
        });

        // then
        assertThat(result).isEqualTo("opened");
    }

    @Test
    void withoutAHandleLeftAndNothingToCloseTheFailureIsTold() {
        assertThatThrownBy(() -> files.open(() -> {
                    throw new FileSystemException("name", null, "Too many open files");
                }))
                .isInstanceOf(FileSystemException.class)
                .satisfies(failure ->
                        assertThat(OpenFiles.isExhausted((IOException) failure)).isTrue());
    }

    @Test
    void anotherFailureClosesNothing() {
        // given
        File file = opened();

        // when, then
        assertThatThrownBy(() -> files.open(() -> {
                    throw new IOException("Input/output error");
                }))
                .hasMessage("Input/output error");
        assertThat(file.isOpen).isTrue();
    }

    private File opened() {
        File file = new File();
        files.opened(file);
        return file;
    }
}
