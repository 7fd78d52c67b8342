package io.weir.broker.request;

import io.weir.broker.network.Peer;
import io.weir.broker.security.Access;
import io.weir.broker.security.Authorizer;
import io.weir.broker.security.Operation;
import io.weir.broker.security.Principal;
import io.weir.broker.security.ResourceType;
import io.weir.protocol.extension.TransactionOrigin;
import io.weir.protocol.messages.ApiKey;
import java.util.Set;

/**
 * What is known of a request besides its body.
 *
 * @param apiKey the request's kind
 * @param version the version its body is in, one of those advertised
 * @param clientId as the client named itself; empty when it did not
 * @param peer the connection it came by
 * @param principal on whose behalf
 * @param permissions what the principal may do
 */
public record RequestContext(
        ApiKey apiKey, int version, String clientId, Peer peer, Principal principal, Permissions permissions) {

    /** True when the principal may have this access to the named resource. */
    public boolean permits(Access access, String resourceName) {
        return permissions.permits(this, access, resourceName);
    }

    /** True when the principal may have this access to the cluster. */
    public boolean permitsOnCluster(Operation operation) {
        return permits(Access.of(operation, ResourceType.CLUSTER), ResourceType.CLUSTER_NAME);
    }

    /**
     * The operations permitted on a resource, as the bit field responses carry: bit {@code n} for operation code n.
     * Describing what is permitted needs no declared access.
     */
    public int authorizedOperations(ResourceType type, String resourceName) {
        int bits = 0;
        for (Operation operation : Operations.on(type)) {
            if (permissions.authorizer.permits(principal, peer.address(), Access.of(operation, type), resourceName)) {
                bits |= 1 << operation.code();
            }
        }
        return bits;
    }

    /** For a transaction that begins with this request. */
    public TransactionOrigin transactionOrigin(long nowMs) {
        return new TransactionOrigin(clientId, peer.address().getHostAddress() + ":" + peer.port(), nowMs);
    }

    /** The authorizer, narrowed to what one handler declared. */
    public record Permissions(Authorizer authorizer, Set<Access> declared) {

        private boolean permits(RequestContext context, Access access, String resourceName) {
            if (!declared.contains(access)) {
                throw new IllegalStateException(context.apiKey + " asks for undeclared access " + access);
            }
            return authorizer.permits(context.principal, context.peer.address(), access, resourceName);
        }
    }
}
