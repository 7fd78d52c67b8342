package io.weir.coordination.transaction;

import java.util.OptionalLong;

/** Producer ids that nobody has had. */
public interface ProducerIdSource {

    /** The next id, without waiting; empty while there is none in store. */
    OptionalLong take();
}
