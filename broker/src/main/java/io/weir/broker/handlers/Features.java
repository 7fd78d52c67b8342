package io.weir.broker.handlers;

import io.weir.protocol.messages.ApiVersionsResponse.FinalizedFeatureKey;
import io.weir.protocol.messages.ApiVersionsResponse.SupportedFeatureKey;
import java.util.List;

/** What the cluster can do beyond the versions of its requests (KIP-584), and does: levels are not to be chosen yet. */
final class Features {

    /** Which change of the levels clients are told of; there was none so far. */
    static final long EPOCH = 0;

    /** From ApiVersions version 4 on clients take features that can be switched off (KIP-1022). */
    private static final int LEVEL_ZERO_VERSION = 4;

    /** Level 1: groups of the consumer protocol (KIP-848). */
    private static final String GROUP_VERSION = "group.version";

    private static final short ON = 1;

    private Features() {}

    static List<SupportedFeatureKey> supported(int apiVersion) {
        return apiVersion < LEVEL_ZERO_VERSION
                ? List.of()
                : List.of(SupportedFeatureKey.builder()
                        .name(GROUP_VERSION)
                        .minVersion((short) 0)
                        .maxVersion(ON)
                        .build());
    }

    static List<FinalizedFeatureKey> finalized() {
        return List.of(FinalizedFeatureKey.builder()
                .name(GROUP_VERSION)
                .minVersionLevel(ON)
                .maxVersionLevel(ON)
                .build());
    }
}
