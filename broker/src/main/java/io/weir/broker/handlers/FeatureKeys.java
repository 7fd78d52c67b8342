package io.weir.broker.handlers;

import io.weir.metadata.feature.Feature;
import io.weir.metadata.feature.Features;
import io.weir.metadata.image.MetadataImage;
import io.weir.protocol.messages.ApiVersionsResponse.FinalizedFeatureKey;
import io.weir.protocol.messages.ApiVersionsResponse.SupportedFeatureKey;
import java.util.List;

/** What clients are told of features (KIP-584): which levels there are, and which are in force. */
record FeatureKeys(MetadataImage image) {

    /** From ApiVersions version 4 on clients take features that can be switched off (KIP-1022). */
    private static final int LEVEL_ZERO_VERSION = 4;

    /** Clients take levels of a higher epoch for newer ones. */
    long epoch() {
        return Math.max(0, image.offset());
    }

    List<SupportedFeatureKey> supported(int apiVersion) {
        return Features.ALL.stream()
                .filter(feature -> feature.lowest() > 0 || apiVersion >= LEVEL_ZERO_VERSION)
                .map(feature -> SupportedFeatureKey.builder()
                        .name(feature.name())
                        .minVersion(feature.lowest())
                        .maxVersion(feature.highest())
                        .build())
                .toList();
    }

    List<FinalizedFeatureKey> finalized() {
        return Features.ALL.stream()
                .filter(feature -> level(feature) > 0)
                .map(feature -> FinalizedFeatureKey.builder()
                        .name(feature.name())
                        .minVersionLevel(level(feature))
                        .maxVersionLevel(level(feature))
                        .build())
                .toList();
    }

    private short level(Feature feature) {
        return image.cluster().level(feature);
    }
}
