package io.weir.broker.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class ReasonsTest {

    @Test
    void whatTheFailureSaysIsSaidWithoutThoseThatPassedItOn() {
        assertThat(Reasons.of(new ExecutionException(
                        new CompletionException(new EOFException("The other node closed the connection")))))
                .isEqualTo("The other node closed the connection");
    }

    @Test
    void whatSaysNothingIsNamed() {
        assertThat(Reasons.of(new TimeoutException())).isEqualTo("no answer in time");
        assertThat(Reasons.of(new CompletionException(new IllegalStateException())))
                .isEqualTo("IllegalStateException");
    }
}
