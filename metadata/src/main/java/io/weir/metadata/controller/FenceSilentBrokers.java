package io.weir.metadata.controller;

import java.util.List;

/** Fence the brokers that have been silent for longer than {@code broker.session.timeout.ms}. Sent now and then. */
public record FenceSilentBrokers() implements Command<FenceSilentBrokers.Answer> {

    /** The node ids of those that were fenced by this. */
    public record Answer(List<Integer> fenced) {}
}
