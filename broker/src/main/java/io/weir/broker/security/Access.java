package io.weir.broker.security;

/**
 * A kind of access: an operation on a type of resource. Handlers declare the kinds they need; the authorizer decides
 * on each named resource.
 */
public record Access(Operation operation, ResourceType resource) {

    public static Access of(Operation operation, ResourceType resource) {
        return new Access(operation, resource);
    }

    @Override
    public String toString() {
        return operation + " on " + resource;
    }
}
