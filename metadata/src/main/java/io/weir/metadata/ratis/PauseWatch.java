package io.weir.metadata.ratis;

import java.lang.reflect.Field;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.util.JvmPauseMonitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ratis' watch over pauses of the JVM: three times a second it asks all collectors of garbage what they did, which took more CPU
 * than its heartbeats, and has a leader that stood still for long enough step down. Such a leader finds out by a later term whether
 * others lead now, and by its lease, which is over, that it does not know. Followers have a watch of their own.
 *
 * <p>Ratis has no setting for it, hence reflection: where the field is another one, the watch goes on.
 */
final class PauseWatch {

    private static final Logger LOG = LoggerFactory.getLogger(PauseWatch.class);
    private static final String FIELD = "pauseMonitor";

    private PauseWatch() {}

    /** Ends the watch of a server that has been started. */
    static void end(RaftServer server) {
        try {
            Field field = server.getClass().getDeclaredField(FIELD);
            field.setAccessible(true);
            if (field.get(server) instanceof JvmPauseMonitor watch) {
                watch.stop();
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("Ratis watches for pauses: {}", e.toString());
        }
    }
}
