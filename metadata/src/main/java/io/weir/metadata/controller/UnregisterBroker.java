package io.weir.metadata.controller;

/** Forget a broker that will not come back. Refused while it holds replicas. */
public record UnregisterBroker(int nodeId) implements Command<ApiError> {}
