package io.weir.console.records;

import io.weir.console.http.Query;
import io.weir.console.http.Route;
import java.util.List;

/** What can be done with the records of a topic. */
public final class Records {

    private static final int USUAL_BYTES = 4096;
    private static final int MAX_BYTES = 1 << 20;

    private final Bootstrap bootstrap;

    public Records(Bootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    public List<Route> routes() {
        String records = "/api/v1/topics/{topic}/records";
        return List.of(
                Route.get(records, new Browse(bootstrap)),
                Route.get(records + "/live", new LiveTail(bootstrap)),
                Route.post(records, new Production(bootstrap)),
                Route.get(
                        "/api/v1/topics/{topic}/partitions/{partition}/records/{offset}/{part}",
                        new RawPart(bootstrap)));
    }

    /** How much is given of each key, value and header. */
    static int bytesOf(Query query) {
        return query.number("bytes", 0, MAX_BYTES, USUAL_BYTES);
    }

    static boolean committed(Query query) {
        return query.choice("isolation", "committed", "uncommitted").equals("committed");
    }
}
