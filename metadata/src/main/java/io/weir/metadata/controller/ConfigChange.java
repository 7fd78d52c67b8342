package io.weir.metadata.controller;

import io.weir.metadata.config.BrokerConfigs;
import io.weir.metadata.config.ConfigDefinition;
import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.config.ConfigTable;
import io.weir.metadata.config.ConfigType;
import io.weir.metadata.config.GroupConfigs;
import io.weir.metadata.config.TopicConfigs;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.Successors;
import io.weir.metadata.image.TopicImage;
import io.weir.metadata.record.ConfigRecord;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides commands that change settings: a resource's changes are all taken, or none. */
final class ConfigChange {

    private static final String MIN_IN_SYNC = "min.insync.replicas";

    private final NodeConfig node;
    private final MetadataImage image;
    private final List<Message> records = new ArrayList<>();

    ConfigChange(NodeConfig node, MetadataImage image) {
        this.node = node;
        this.image = image;
    }

    Decision<ConfigResults> decide(IncrementalAlterConfigs command) {
        return decide(
                command.resources(), IncrementalAlterConfigs.Change::resource, this::edited, command.validateOnly());
    }

    Decision<ConfigResults> decide(AlterConfigs command) {
        return decide(command.resources(), AlterConfigs.Replacement::resource, this::replaced, command.validateOnly());
    }

    static ConfigRecord record(ConfigResource resource, String name, @Nullable String value) {
        return ConfigRecord.builder()
                .resourceType(resource.type().code())
                .resourceName(resource.name())
                .name(name)
                .value(value)
                .build();
    }

    /** A function gives for each item the settings it names, empty where they are to be taken away. */
    private <T> Decision<ConfigResults> decide(
            List<T> items,
            Function<T, ConfigResource> resourceOf,
            Function<T, Map<String, Optional<String>>> changesOf,
            boolean validateOnly) {
        Set<ConfigResource> duplicates = Duplicates.of(items, resourceOf);
        List<ConfigResults.Result> results = new ArrayList<>();
        for (T item : items) {
            ConfigResource resource = resourceOf.apply(item);
            try {
                if (duplicates.contains(resource)) {
                    throw new RefusedException(ErrorCode.INVALID_REQUEST, "Each resource must appear at most once.");
                }
                change(resource, changesOf.apply(item));
                results.add(new ConfigResults.Result(resource, ApiError.NONE));
            } catch (RefusedException refused) {
                results.add(new ConfigResults.Result(resource, refused.error()));
            }
        }
        return Decision.of(records, new ConfigResults(List.copyOf(results)), validateOnly);
    }

    private void change(ConfigResource resource, Map<String, Optional<String>> changes) {
        Map<String, String> current = image.configs().of(resource);
        Map<String, String> all = new HashMap<>(current);
        List<Message> changed = new ArrayList<>();
        changes.forEach((name, value) -> {
            value.ifPresentOrElse(v -> all.put(name, v), () -> all.remove(name));
            boolean same = Objects.equals(current.get(name), value.orElse(null));
            // A broker's setting is told again though it is the same, so that the broker reads what it names again
            // (KAFKA-14136).
            if (!same || resource.type() == ConfigResource.Type.BROKER) {
                changed.add(record(resource, name, value.orElse(null)));
            }
        });
        new ConfigRules(node, image).check(resource, all);
        records.addAll(changed);
        if (changed.stream()
                .anyMatch(message ->
                        message instanceof ConfigRecord record && record.name().equals(MIN_IN_SYNC))) {
            nobodySucceeds(resource);
        }
    }

    /**
     * Where fewer replicas are enough, records are acknowledged that those lack who left when they were too few (KIP-966). Kafka forgets
     * the last leader with them.
     */
    private void nobodySucceeds(ConfigResource resource) {
        for (TopicImage topic : image.topics().all()) {
            if (resource.type() == ConfigResource.Type.BROKER || topic.name().equals(resource.name())) {
                for (PartitionImage partition : topic.partitions()) {
                    if (!partition.successors().equals(Successors.NONE)) {
                        records.add(partition
                                .withIsr(partition.isr())
                                .with(Successors.NONE)
                                .toRecord(topic.id()));
                    }
                }
            }
        }
    }

    private Map<String, Optional<String>> replaced(AlterConfigs.Replacement replacement) {
        requireDistinct(replacement.settings(), NamedValue::name);
        Map<String, Optional<String>> changes = new TreeMap<>();
        image.configs().of(replacement.resource()).keySet().forEach(name -> changes.put(name, Optional.empty()));
        List<String> nulls = new ArrayList<>();
        for (NamedValue setting : replacement.settings()) {
            changes.put(setting.name(), Optional.ofNullable(setting.value()));
            if (setting.value() == null) {
                nulls.add(setting.name());
            }
        }
        refuseNulls(nulls);
        return changes;
    }

    private Map<String, Optional<String>> edited(IncrementalAlterConfigs.Change change) {
        requireDistinct(change.edits(), IncrementalAlterConfigs.Edit::name);
        refuseNulls(change.edits().stream()
                .filter(e -> e.value() == null && e.operation() != IncrementalAlterConfigs.Operation.DELETE)
                .map(IncrementalAlterConfigs.Edit::name)
                .toList());
        Map<String, Optional<String>> changes = new TreeMap<>();
        for (IncrementalAlterConfigs.Edit edit : change.edits()) {
            changes.put(edit.name(), edited(change.resource(), edit));
        }
        return changes;
    }

    private Optional<String> edited(ConfigResource resource, IncrementalAlterConfigs.Edit edit) {
        String value = edit.value() == null ? "" : edit.value();
        return switch (edit.operation()) {
            case SET -> Optional.of(value);
            case DELETE -> Optional.empty();
            case APPEND -> {
                List<String> elements = elements(resource, edit);
                split(value).stream().filter(e -> !elements.contains(e)).forEach(elements::add);
                yield Optional.of(String.join(",", elements));
            }
            case SUBTRACT -> {
                List<String> elements = elements(resource, edit);
                elements.removeAll(split(value));
                yield Optional.of(String.join(",", elements));
            }
            case UNKNOWN ->
                throw new RefusedException(ErrorCode.INVALID_REQUEST, "Unknown operation on setting " + edit.name());
        };
    }

    /** What the list has now, or by default: Kafka adds to the definition's default, not to the broker's value. */
    private List<String> elements(ConfigResource resource, IncrementalAlterConfigs.Edit edit) {
        Optional<ConfigDefinition> definition = table(resource).flatMap(table -> table.find(edit.name()));
        if (definition.filter(d -> d.type() == ConfigType.LIST).isEmpty()) {
            throw new RefusedException(
                    ErrorCode.INVALID_CONFIG,
                    "Can't " + edit.operation() + " to key " + edit.name() + " because its type is not LIST.");
        }
        String current = image.configs().of(resource).get(edit.name());
        return split(
                current != null
                        ? current
                        : definition.flatMap(ConfigDefinition::fallback).orElse(""));
    }

    private static Optional<ConfigTable> table(ConfigResource resource) {
        return switch (resource.type()) {
            case TOPIC -> Optional.of(TopicConfigs.TABLE);
            case BROKER -> Optional.of(BrokerConfigs.TABLE);
            case GROUP -> Optional.of(GroupConfigs.TABLE);
            case BROKER_LOGGER, CLIENT_METRICS, UNKNOWN -> Optional.empty();
        };
    }

    private static List<String> split(String value) {
        List<String> elements = new ArrayList<>();
        for (String element : value.split(",", -1)) {
            if (!element.isBlank()) {
                elements.add(element.trim());
            }
        }
        return elements;
    }

    private static <T> void requireDistinct(Collection<T> items, Function<T, String> name) {
        Set<String> twice = Duplicates.of(items, name);
        if (!twice.isEmpty()) {
            throw new RefusedException(ErrorCode.INVALID_REQUEST, "Error due to duplicate config keys");
        }
    }

    private static void refuseNulls(List<String> names) {
        if (!names.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.INVALID_REQUEST, "Null value not supported for : " + String.join(",", names));
        }
    }
}
