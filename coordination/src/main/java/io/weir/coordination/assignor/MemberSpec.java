package io.weir.coordination.assignor;

import io.weir.protocol.types.Uuid;
import java.util.Optional;
import java.util.Set;

/**
 * A member, as far as assignors care.
 *
 * @param instanceId the name of a static member
 * @param topics existing topics it subscribes to
 * @param current what it was to have so far
 */
public record MemberSpec(Optional<String> instanceId, Set<Uuid> topics, Assignment current) {}
