package io.weir.broker.handlers.cluster;

import io.weir.broker.request.RequestContext;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.metadata.config.ConfigResource;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;

/** Which access settings need: that to the topic or group they belong to, to the cluster for all others. */
final class ConfigAccess {

    private ConfigAccess() {}

    /** All kinds of access an operation on settings may need. */
    static Set<Access> kinds(Operation operation) {
        return Set.of(
                Access.of(operation, ResourceType.TOPIC),
                Access.of(operation, ResourceType.GROUP),
                Access.of(operation, ResourceType.CLUSTER));
    }

    /** NONE when the principal may do this to the resource's settings, else the error for this kind of resource. */
    static ErrorCode check(RequestContext context, Operation operation, ConfigResource resource) {
        return switch (resource.type()) {
            case TOPIC ->
                context.permits(Access.of(operation, ResourceType.TOPIC), resource.name())
                        ? ErrorCode.NONE
                        : ErrorCode.TOPIC_AUTHORIZATION_FAILED;
            case GROUP ->
                context.permits(Access.of(operation, ResourceType.GROUP), resource.name())
                        ? ErrorCode.NONE
                        : ErrorCode.GROUP_AUTHORIZATION_FAILED;
            case BROKER, BROKER_LOGGER, CLIENT_METRICS, UNKNOWN ->
                context.permitsOnCluster(operation) ? ErrorCode.NONE : ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
        };
    }
}
