package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * A table of requests and what they are answered: error codes in the order of the response, then chosen fields. The
 * expectations were taken from Kafka 4.3.1; a row where we differ on purpose says what Kafka does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WireTable {

    private WireTarget target = WireTarget.NONE;

    /** One line of the table; {@code kafkas} is what Kafka does, the same but for rows that say otherwise. */
    record Row(String name, Steps steps, String expected, String kafkas) {

        /** Kafka does something else here, and ours is better: clearer, or nothing is lost unnoticed. */
        Row unlike(String kafka) {
            return new Row(name, steps, expected, kafka);
        }
    }

    /** What a row does; gives the outcome to compare. */
    interface Steps {
        String run(Scene scene);
    }

    static Row row(String name, Steps steps, String expected) {
        return new Row(name, steps, expected, expected);
    }

    abstract List<Row> rows();

    @BeforeAll
    void start() {
        target = WireTarget.start();
    }

    @AfterAll
    void stop() {
        target.close();
    }

    @TestFactory
    Stream<DynamicTest> answersAsKafkaDoes() {
        return rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.name, () -> {
                    try (Scene scene = new Scene(target.port())) {
                        assertThat(row.steps.run(scene)).isEqualTo(target.isOurs() ? row.expected : row.kafkas);
                    }
                }));
    }
}
