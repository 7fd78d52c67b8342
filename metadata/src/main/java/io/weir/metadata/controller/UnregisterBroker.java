package io.weir.metadata.controller;

/** Forget a broker that will not come back. What replicas it has stay assigned to it, and lead nothing. */
public record UnregisterBroker(int nodeId) implements Command<ApiError> {}
