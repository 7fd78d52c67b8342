package io.weir.metadata.config;

import java.util.List;
import java.util.Optional;

/** Finds the broker's value for a topic's setting. */
final class TopicLookup {

    private TopicLookup() {}

    /** The broker's value, in the unit of the topic's setting; empty when only topics can have the setting. */
    static Optional<String> brokerValue(ConfigDefinition topicDefinition, BrokerLayers broker) {
        List<BrokerSynonym> synonyms = TopicSynonyms.of(topicDefinition.name());
        return broker.first(names(synonyms)).map(found -> convert(synonyms, found));
    }

    static List<String> names(List<BrokerSynonym> synonyms) {
        return synonyms.stream().map(BrokerSynonym::name).toList();
    }

    static String convert(List<BrokerSynonym> synonyms, BrokerLayers.Found found) {
        return synonyms.stream()
                .filter(synonym -> synonym.name().equals(found.name()))
                .findFirst()
                .map(synonym -> synonym.convert(found.value()))
                .orElse(found.value());
    }
}
