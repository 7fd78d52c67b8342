package io.weir.metadata.controller;

import io.weir.protocol.wire.Message;
import java.util.List;

/**
 * What the controller decided: what is true from now on, and what to answer once that is durable.
 *
 * @param records empty when nothing changes
 */
public record Decision<A>(List<Message> records, A answer) {

    public Decision {
        records = List.copyOf(records);
    }

    static <A> Decision<A> nothing(A answer) {
        return new Decision<>(List.of(), answer);
    }

    static <A> Decision<A> of(List<Message> records, A answer, boolean validateOnly) {
        return new Decision<>(validateOnly ? List.of() : records, answer);
    }
}
