package io.weir.console.configs;

import io.weir.broker.insight.BrokerView;
import io.weir.console.http.ProblemException;
import io.weir.console.http.Request;
import io.weir.metadata.image.BrokerImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** What settings belong to: a topic or a broker, which is there. */
sealed interface Owner {

    /** As clients name it. */
    ConfigResource resource();

    /** Where a value comes from that was set for it and nothing else. */
    SettingRow.Source own();

    /** What a setting is as long as it is not set for this owner itself. */
    Optional<String> otherwise(ConfigEntry entry);

    /** A topic; what it does not set is as this broker has it. */
    record Topic(String name, Map<String, String> defaults) implements Owner {

        static Topic named(BrokerView broker, Request request) {
            String name = request.name("topic");
            if (broker.image().topics().named(name).isEmpty()) {
                throw ProblemException.notFound(
                        "there is no topic '" + name + "'; /api/v1/topics?search= finds those there are");
            }
            Map<String, String> defaults = new HashMap<>();
            broker.node()
                    .describer(broker.image())
                    .topic(Map.of())
                    .forEach(entry ->
                            Optional.ofNullable(entry.value()).ifPresent(value -> defaults.put(entry.name(), value)));
            return new Topic(name, defaults);
        }

        @Override
        public ConfigResource resource() {
            return new ConfigResource(ConfigResource.Type.TOPIC, name);
        }

        @Override
        public SettingRow.Source own() {
            return SettingRow.Source.TOPIC;
        }

        @Override
        public Optional<String> otherwise(ConfigEntry entry) {
            return Optional.ofNullable(defaults.get(entry.name()));
        }
    }

    /** A broker, which is asked itself: no other knows its file. */
    record Broker(int id) implements Owner {

        static Broker numbered(BrokerView broker, Request request) {
            int id = request.intNumber("broker");
            BrokerImage found = broker.image().cluster().brokers().stream()
                    .filter(image -> image.nodeId() == id)
                    .findFirst()
                    .orElseThrow(() -> ProblemException.notFound(
                            "there is no broker " + id + "; /api/v1/brokers lists those there are"));
            if (found.fenced()) {
                throw ProblemException.of(
                        ProblemException.UNAVAILABLE,
                        "Not up",
                        "broker " + id + " is not up, and only it knows its settings; start it, or see why it is"
                                + " fenced");
            }
            return new Broker(id);
        }

        @Override
        public ConfigResource resource() {
            return new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(id));
        }

        @Override
        public SettingRow.Source own() {
            return SettingRow.Source.BROKER;
        }

        /** Values of other names, such as one in hours for one in milliseconds, are no default of this one. */
        @Override
        public Optional<String> otherwise(ConfigEntry entry) {
            return entry.synonyms().stream()
                    .filter(synonym -> synonym.name().equals(entry.name()))
                    .filter(synonym -> SettingRow.Source.of(synonym.source()) != own())
                    .findFirst()
                    .flatMap(synonym -> Optional.ofNullable(synonym.value()));
        }
    }
}
