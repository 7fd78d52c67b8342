package io.weir.cli.demo;

import io.weir.cli.client.Failures;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Gathers what went wrong in any thread of the demo; any such error breaks the demo off. */
final class ClientErrors {

    private final ConcurrentLinkedQueue<String> messages = new ConcurrentLinkedQueue<>();

    void add(String during, Throwable failure) {
        messages.add(during + ": " + Failures.explain(failure));
    }

    boolean none() {
        return messages.isEmpty();
    }

    List<String> all() {
        return List.copyOf(messages);
    }
}
