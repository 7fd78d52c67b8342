package io.weir.broker.delivery;

import java.util.List;
import java.util.Optional;

/**
 * What a member has got.
 *
 * @param acquired in order
 * @param write what has to be written of what turned out not to be for consumers; nothing waits for it
 */
public record Taken(List<Acquired> acquired, Optional<Write> write) {

    static final Taken NOTHING = new Taken(List.of(), Optional.empty());
}
