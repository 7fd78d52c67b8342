package io.weir.broker.handlers.cluster;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.logging.LogLevels;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.controller.ApiError;
import io.weir.metadata.controller.ConfigResults;
import io.weir.metadata.controller.IncrementalAlterConfigs;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.IncrementalAlterConfigsRequest;
import io.weir.protocol.messages.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.weir.protocol.messages.IncrementalAlterConfigsResponse;
import io.weir.protocol.messages.IncrementalAlterConfigsResponse.AlterConfigsResourceResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Changes single settings and leaves the others as they are. */
public final class IncrementalAlterConfigsHandler
        implements RequestHandler<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse> {

    private final Cluster cluster;
    private final BrokerLoggers loggers;

    public IncrementalAlterConfigsHandler(Cluster cluster) {
        this.cluster = cluster;
        this.loggers = new BrokerLoggers(cluster.nodeId(), LogLevels::ofProcess);
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.INCREMENTAL_ALTER_CONFIGS;
    }

    @Override
    public Set<Access> accesses() {
        return ConfigAccess.kinds(Operation.ALTER_CONFIGS);
    }

    @Override
    public CompletableFuture<IncrementalAlterConfigsResponse> handle(
            RequestContext context, IncrementalAlterConfigsRequest request) {
        List<AlterConfigsResourceResponse> responses = new ArrayList<>();
        List<IncrementalAlterConfigs.Change> changes = new ArrayList<>();
        for (AlterConfigsResource asked : request.resources()) {
            ErrorCode denied = ConfigAccess.check(context, Operation.ALTER_CONFIGS, resource(asked));
            if (denied.isError()) {
                responses.add(answer(resource(asked), asked.resourceType(), ApiError.of(denied)));
            } else if (resource(asked).type() == ConfigResource.Type.BROKER_LOGGER) {
                responses.add(answer(resource(asked), asked.resourceType(), alterLoggers(asked, request)));
            } else {
                changes.add(change(asked));
            }
        }
        return cluster.submit(new IncrementalAlterConfigs(changes, request.validateOnly()))
                .thenApply(results -> {
                    for (ConfigResults.Result result : results.resources()) {
                        responses.add(answer(
                                result.resource(), result.resource().type().code(), result.error()));
                    }
                    return IncrementalAlterConfigsResponse.builder()
                            .responses(responses)
                            .build();
                });
    }

    @Override
    public IncrementalAlterConfigsResponse refuse(
            IncrementalAlterConfigsRequest request, int version, ErrorCode error) {
        return IncrementalAlterConfigsResponse.builder()
                .responses(request.resources().stream()
                        .map(asked -> answer(resource(asked), asked.resourceType(), ApiError.of(error)))
                        .toList())
                .build();
    }

    /** Levels are this broker's own, and no matter of the cluster's metadata. */
    private ApiError alterLoggers(AlterConfigsResource asked, IncrementalAlterConfigsRequest request) {
        ApiError error = loggers.check(asked.resourceName());
        return error.isError() ? error : loggers.alter(change(asked).edits(), request.validateOnly());
    }

    private static IncrementalAlterConfigs.Change change(AlterConfigsResource asked) {
        return new IncrementalAlterConfigs.Change(
                resource(asked),
                asked.configs().stream()
                        .map(config -> new IncrementalAlterConfigs.Edit(
                                config.name(),
                                IncrementalAlterConfigs.Operation.forCode(config.configOperation()),
                                config.value()))
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
