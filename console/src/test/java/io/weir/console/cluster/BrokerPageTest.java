package io.weir.console.cluster;

import static io.weir.console.LiveConsole.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.console.LiveConsole;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerPageTest {

    @Test
    void aBrokerIsToldWithItsFolders(@TempDir Path folder) throws Exception {
        try (LiveConsole console = LiveConsole.start(folder, Map.of())) {
            // given
            var _ = console.produce(new ProducerRecord<>("stored", new byte[5000]));

            // when
            Object broker = console.json("/api/v1/brokers/1");
            HttpResponse<byte[]> missing = console.get("/api/v1/brokers/2");

            // then
            assertThat(at(broker, "state")).isEqualTo("up");
            assertThat(at(broker, "controller")).isEqualTo(true);
            assertThat((Long) at(broker, "bytes")).isGreaterThan(5000);
            assertThat(at(broker, "folders.0.path")).isEqualTo(folder.toString());
            assertThat((Long) at(broker, "folders.0.logs")).isPositive();
            assertThat(at(broker, "folders.0.bytes")).isEqualTo(at(broker, "bytes"));
            assertThat((Long) at(broker, "folders.0.usableBytes")).isPositive();
            assertThat(at(broker, "folders.0.error")).isEqualTo("(nothing)");
            assertThat(missing.statusCode()).isEqualTo(404);
        }
    }
}
