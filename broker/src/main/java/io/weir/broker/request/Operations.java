package io.weir.broker.request;

import static io.weir.broker.security.Operation.ALTER;
import static io.weir.broker.security.Operation.ALTER_CONFIGS;
import static io.weir.broker.security.Operation.CLUSTER_ACTION;
import static io.weir.broker.security.Operation.CREATE;
import static io.weir.broker.security.Operation.DELETE;
import static io.weir.broker.security.Operation.DESCRIBE;
import static io.weir.broker.security.Operation.DESCRIBE_CONFIGS;
import static io.weir.broker.security.Operation.IDEMPOTENT_WRITE;
import static io.weir.broker.security.Operation.READ;
import static io.weir.broker.security.Operation.WRITE;

import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import java.util.Set;

/** Which operations a type of resource knows (Kafka's AclEntry.supportedOperations). */
final class Operations {

    private Operations() {}

    static Set<Operation> on(ResourceType type) {
        return switch (type) {
            case TOPIC -> Set.of(READ, WRITE, CREATE, DESCRIBE, DELETE, ALTER, DESCRIBE_CONFIGS, ALTER_CONFIGS);
            case GROUP -> Set.of(READ, DESCRIBE, DELETE, DESCRIBE_CONFIGS, ALTER_CONFIGS);
            case CLUSTER ->
                Set.of(CREATE, CLUSTER_ACTION, DESCRIBE_CONFIGS, ALTER_CONFIGS, IDEMPOTENT_WRITE, ALTER, DESCRIBE);
            case TRANSACTIONAL_ID -> Set.of(DESCRIBE, WRITE);
            case DELEGATION_TOKEN -> Set.of(DESCRIBE);
            case USER -> Set.of(CREATE, DESCRIBE);
        };
    }
}
