package io.weir.broker.fetch;

import io.weir.broker.request.RequestContext;
import io.weir.protocol.messages.FetchRequest;

/**
 * Who fetches, as far as that decides where it may read.
 *
 * @param fromAnyReplica whether it may read from followers: it says where it stands since version 11 (KIP-392)
 * @param rack where it stands; empty when it does not say so
 * @param listener name of the listener it came in by
 */
record Reader(boolean fromAnyReplica, String rack, String listener) {

    private static final int FIRST_VERSION_FROM_FOLLOWERS = 11;

    static Reader of(FetchRequest request, RequestContext context) {
        return new Reader(
                context.version() >= FIRST_VERSION_FROM_FOLLOWERS,
                request.rackId(),
                context.peer().listener());
    }
}
