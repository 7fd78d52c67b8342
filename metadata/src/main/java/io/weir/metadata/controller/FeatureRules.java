package io.weir.metadata.controller;

import io.weir.metadata.controller.UpdateFeatures.Update;
import io.weir.metadata.feature.Feature;
import io.weir.metadata.feature.Features;
import io.weir.metadata.image.ClusterImage;
import io.weir.metadata.record.FeatureLevelRecord;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which levels features may have (KIP-584, KIP-778). */
final class FeatureRules {

    private final ClusterImage cluster;

    FeatureRules(ClusterImage cluster) {
        this.cluster = cluster;
    }

    Decision<ApiError> decide(UpdateFeatures command) {
        List<Message> records = new ArrayList<>();
        for (Update update : command.updates()) {
            Optional<String> problem = problem(update);
            if (problem.isPresent()) {
                return Decision.nothing(new ApiError(
                        ErrorCode.INVALID_UPDATE_VERSION,
                        "No feature was changed: " + update.name() + " cannot have level " + update.level() + ", "
                                + problem.get()));
            }
            records.add(FeatureLevelRecord.builder()
                    .name(update.name())
                    .featureLevel(update.level())
                    .build());
        }
        return Decision.of(records, ApiError.NONE, command.validateOnly());
    }

    private Optional<String> problem(Update update) {
        Optional<Feature> found = Features.named(update.name());
        if (found.isEmpty()) {
            return Optional.of("since there is no such feature");
        }
        Feature feature = found.get();
        if (!feature.has(update.level())) {
            return Optional.of("it has levels " + feature.lowest() + " to " + feature.highest());
        }
        int present = cluster.level(feature);
        return switch (update.direction()) {
            case UNKNOWN -> Optional.of("since the request does not say whether that is to be up or down");
            case UPGRADE ->
                update.level() < present
                        ? Optional.of("it has level " + present + ", and only a downgrade, safe or not, may lower it")
                        : Optional.empty();
            case SAFE_DOWNGRADE, UNSAFE_DOWNGRADE ->
                update.level() > present
                        ? Optional.of("it has level " + present + ", and a downgrade does not raise it")
                        : Optional.empty();
        };
    }
}
