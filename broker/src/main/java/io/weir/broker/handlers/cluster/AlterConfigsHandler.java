package io.weir.broker.handlers.cluster;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.controller.AlterConfigs;
import io.weir.metadata.controller.ApiError;
import io.weir.metadata.controller.ConfigResults;
import io.weir.metadata.controller.NamedValue;
import io.weir.protocol.messages.AlterConfigsRequest;
import io.weir.protocol.messages.AlterConfigsRequest.AlterConfigsResource;
import io.weir.protocol.messages.AlterConfigsResponse;
import io.weir.protocol.messages.AlterConfigsResponse.AlterConfigsResourceResponse;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Replaces all settings of a resource: the old way, in which settings that are not named are reset. */
public final class AlterConfigsHandler implements RequestHandler<AlterConfigsRequest, AlterConfigsResponse> {

    private final Cluster cluster;

    public AlterConfigsHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ALTER_CONFIGS;
    }

    @Override
    public Set<Access> accesses() {
        return ConfigAccess.kinds(Operation.ALTER_CONFIGS);
    }

    @Override
    public CompletableFuture<AlterConfigsResponse> handle(RequestContext context, AlterConfigsRequest request) {
        List<AlterConfigsResourceResponse> responses = new ArrayList<>();
        List<AlterConfigs.Replacement> changes = new ArrayList<>();
        for (AlterConfigsResource asked : request.resources()) {
            ErrorCode denied = ConfigAccess.check(context, Operation.ALTER_CONFIGS, resource(asked));
            if (denied.isError()) {
                responses.add(answer(resource(asked), asked.resourceType(), ApiError.of(denied)));
            } else {
                changes.add(change(asked));
            }
        }
        return cluster.submit(new AlterConfigs(changes, request.validateOnly())).thenApply(results -> {
            for (ConfigResults.Result result : results.resources()) {
                responses.add(answer(result.resource(), result.resource().type().code(), result.error()));
            }
            return AlterConfigsResponse.builder().responses(responses).build();
        });
    }

    @Override
    public AlterConfigsResponse refuse(AlterConfigsRequest request, int version, ErrorCode error) {
        return AlterConfigsResponse.builder()
                .responses(request.resources().stream()
                        .map(asked -> answer(resource(asked), asked.resourceType(), ApiError.of(error)))
                        .toList())
                .build();
    }

    private static AlterConfigs.Replacement change(AlterConfigsResource asked) {
        return new AlterConfigs.Replacement(
                resource(asked),
                asked.configs().stream()
                        .map(config -> new NamedValue(config.name(), config.value()))
                        .toList());
    }

    private static ConfigResource resource(AlterConfigsResource asked) {
        return new ConfigResource(ConfigResource.Type.forCode(asked.resourceType()), asked.resourceName());
    }

    private static AlterConfigsResourceResponse answer(ConfigResource resource, byte type, ApiError error) {
        return AlterConfigsResourceResponse.builder()
                .errorCode(error.code().code())
                .errorMessage(error.message())
                .resourceType(type)
                .resourceName(resource.name())
                .build();
    }
}
