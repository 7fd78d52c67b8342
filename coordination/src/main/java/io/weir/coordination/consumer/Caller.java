package io.weir.coordination.consumer;

import io.weir.coordination.membership.Client;

/** Who sent a request of the classic protocol, and in which version. */
public record Caller(Client client, int version) {}
