package io.weir.broker.handlers;

import io.weir.metadata.config.ConfigValues;
import io.weir.protocol.messages.ApiVersionsResponse.FinalizedFeatureKey;
import io.weir.protocol.messages.ApiVersionsResponse.SupportedFeatureKey;
import java.util.List;

/** What the cluster can do beyond the versions of its requests (KIP-584), and does. */
record Features(List<Feature> all) {

    /** Which change of the levels clients are told of; there was none so far. */
    static final long EPOCH = 0;

    /** From ApiVersions version 4 on clients take features that can be switched off (KIP-1022). */
    private static final int LEVEL_ZERO_VERSION = 4;

    /** A feature with the levels there are, from 0 on, and the one that is in force; 0 means it is not there. */
    record Feature(String name, int highest, int level) {}

    static Features of(ConfigValues values) {
        return new Features(List.of(
                // Level 1: groups of the consumer protocol (KIP-848). Not to be chosen yet.
                new Feature("group.version", 1, 1),
                // Level 1: share groups (KIP-932). Not to be chosen either.
                new Feature("share.version", 1, 1),
                // Level 1: groups of the streams protocol (KIP-1071). Not to be chosen either.
                new Feature("streams.version", 1, 1),
                // Level 2: an epoch for each transaction (KIP-890).
                new Feature("transaction.version", 2, values.intValue("weir.transaction.version"))));
    }

    List<SupportedFeatureKey> supported(int apiVersion) {
        return apiVersion < LEVEL_ZERO_VERSION
                ? List.of()
                : all.stream()
                        .map(feature -> SupportedFeatureKey.builder()
                                .name(feature.name())
                                .minVersion((short) 0)
                                .maxVersion((short) feature.highest())
                                .build())
                        .toList();
    }

    List<FinalizedFeatureKey> finalized() {
        return all.stream()
                .filter(feature -> feature.level() > 0)
                .map(feature -> FinalizedFeatureKey.builder()
                        .name(feature.name())
                        .minVersionLevel((short) feature.level())
                        .maxVersionLevel((short) feature.level())
                        .build())
                .toList();
    }
}
