package io.weir.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.terminal.CliException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.Test;

final class FailuresTest {

    @Test
    void saysWhatToDoNext() {
        assertThat(Failures.explain(new InvalidReplicationFactorException("Replication factor 3 is larger than 1.")))
                .isEqualTo("replication factor 3 is larger than 1."
                        + " There cannot be more replicas than brokers: choose a smaller --replication-factor");
        assertThat(Failures.explain(new TimeoutException("Timed out"))).contains("--request-timeout");
        assertThat(Failures.explain(new SaslAuthenticationException("No"))).contains("--client-config");
        assertThat(Failures.explain(new UnknownServerException("The server experienced an unexpected error")))
                .contains("broker's own log");
    }

    @Test
    void looksThroughWrappers() {
        assertThat(Failures.explain(new ExecutionException(new CliException("port 1 is taken"))))
                .isEqualTo("port 1 is taken");
    }

    @Test
    void keepsToOneLine() {
        assertThat(Failures.explain(new IllegalStateException("first\n  second\n")))
                .doesNotContain("\n");
    }

    @Test
    void namesFilesPlainly() {
        assertThat(Causes.brief(new NoSuchFileException("x"))).isEqualTo("no such file");
    }

    @Test
    void tellsHowToMakeTheFirstTopic() {
        assertThat(Missing.topic("orders", List.of()))
                .hasMessage("topic 'orders' does not exist. There are no topics yet;"
                        + " create it with: weir topic create orders");
    }

    @Test
    void tellsTheNamesOfSimilarTopics() {
        assertThat(Missing.topic("oders", List.of("orders", "payments")))
                .hasMessage("topic 'oders' does not exist. Did you mean: orders?");
        assertThat(Missing.topic("zebra", List.of("orders"))).hasMessageContaining("weir topic list");
    }
}
