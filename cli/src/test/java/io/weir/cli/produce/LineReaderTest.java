package io.weir.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.cli.terminal.CliException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineReaderTest {

    @Test
    void splitsAtNewlinesAndNothingElse() throws IOException {
        assertThat(lines("a\n\nb\r\nlast")).containsExactly("a", "", "b\r", "last");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("\n")).containsExactly("");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void joinsWhatTheBufferCutApart() throws IOException {
        // given
        String big = "x".repeat(200_000);

        // when
        List<String> lines = lines(big + "\nshort\n" + big);

        // then
        assertThat(lines).containsExactly(big, "short", big);
    }

    @Test
    void keepsEveryByte() throws IOException {
        // given
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        // when
        LineReader reader = new LineReader(new ByteArrayInputStream(all));

        // then
        assertThat(reader.next()).isEqualTo(Arrays.copyOf(all, '\n'));
        assertThat(reader.next()).isEqualTo(Arrays.copyOfRange(all, '\n' + 1, 256));
        assertThat(reader.next()).isNull();
    }

    @Test
    void refusesALineWithoutEnd() {
        // given
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) 'x');
                return length;
            }
        };

        // when / then
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> new LineReader(endless).next())
                .withMessageContaining("line 1")
                .withMessageContaining(Integer.toString(LineReader.MAX_LINE_BYTES));
    }

    private static List<String> lines(String input) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        List<String> lines = new ArrayList<>();
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            lines.add(new String(line, StandardCharsets.UTF_8));
        }
        return lines;
    }
}
