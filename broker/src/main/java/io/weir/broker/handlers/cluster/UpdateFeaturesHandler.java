package io.weir.broker.handlers.cluster;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.metadata.controller.ApiError;
import io.weir.metadata.controller.UpdateFeatures;
import io.weir.metadata.controller.UpdateFeatures.Direction;
import io.weir.metadata.controller.UpdateFeatures.Update;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.UpdateFeaturesRequest;
import io.weir.protocol.messages.UpdateFeaturesRequest.FeatureUpdateKey;
import io.weir.protocol.messages.UpdateFeaturesResponse;
import io.weir.protocol.messages.UpdateFeaturesResponse.UpdatableFeatureResult;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Sets the levels of the cluster's features (KIP-584): all of those asked for, or none. */
public final class UpdateFeaturesHandler implements RequestHandler<UpdateFeaturesRequest, UpdateFeaturesResponse> {

    private static final Access ALTER = Access.of(Operation.ALTER, ResourceType.CLUSTER);

    /** From this version on an update says which way it goes; before, only whether it may go down. */
    private static final int FIRST_VERSION_WITH_DIRECTION = 1;

    /** Up to this version every feature has an outcome of its own. */
    private static final int LAST_VERSION_WITH_RESULTS = 1;

    private final Cluster cluster;

    public UpdateFeaturesHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.UPDATE_FEATURES;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(ALTER);
    }

    @Override
    public CompletableFuture<UpdateFeaturesResponse> handle(RequestContext context, UpdateFeaturesRequest request) {
        if (!context.permitsOnCluster(Operation.ALTER)) {
            return CompletableFuture.completedFuture(
                    refuse(request, context.version(), ErrorCode.CLUSTER_AUTHORIZATION_FAILED));
        }
        UpdateFeatures command = new UpdateFeatures(
                request.featureUpdates().stream()
                        .map(asked -> update(asked, context.version()))
                        .toList(),
                request.validateOnly());
        return cluster.submit(command).thenApply(outcome -> answer(request, context.version(), outcome));
    }

    @Override
    public UpdateFeaturesResponse refuse(UpdateFeaturesRequest request, int version, ErrorCode error) {
        return answer(request, version, ApiError.of(error));
    }

    private static Update update(FeatureUpdateKey asked, int version) {
        Direction direction = version >= FIRST_VERSION_WITH_DIRECTION
                ? Direction.forCode(asked.upgradeType())
                : asked.allowDowngrade() ? Direction.SAFE_DOWNGRADE : Direction.UPGRADE;
        return new Update(asked.feature(), asked.maxVersionLevel(), direction);
    }

    private static UpdateFeaturesResponse answer(UpdateFeaturesRequest request, int version, ApiError outcome) {
        UpdateFeaturesResponse.Builder response = UpdateFeaturesResponse.builder()
                .errorCode(outcome.code().code())
                .errorMessage(outcome.message());
        if (version <= LAST_VERSION_WITH_RESULTS && !outcome.isError()) {
            response.results(request.featureUpdates().stream()
                    .map(asked -> UpdatableFeatureResult.builder()
                            .feature(asked.feature())
                            .build())
                    .toList());
        }
        return response.build();
    }
}
