package io.weir.metadata.controller;

/** Fence a broker of which it is known that its process is gone; without effect when it has registered again. */
public record FenceBroker(int nodeId, long brokerEpoch) implements Command<ApiError> {}
