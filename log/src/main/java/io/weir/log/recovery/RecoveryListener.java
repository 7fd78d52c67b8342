package io.weir.log.recovery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is told what recovery does. */
@FunctionalInterface
public interface RecoveryListener {

    void on(RecoveryEvent event);

    /** Writes to the broker's log what its operator should know. */
    static RecoveryListener logging() {
        Logger log = LoggerFactory.getLogger("io.weir.log.recovery");
        return event -> {
            switch (event) {
                case RecoveryEvent.SegmentChecked checked ->
                    log.debug(
                            "Checked {} from position {} to {}",
                            checked.segment(),
                            checked.fromPosition(),
                            checked.toPosition());
                case RecoveryEvent.TailCut cut ->
                    log.info(
                            "Cut {} bytes of a torn tail off {} at position {}; the log goes on at offset {}",
                            cut.bytes(),
                            cut.segment(),
                            cut.position(),
                            cut.offset());
                case RecoveryEvent.SegmentDropped dropped -> logDropped(log, dropped);
                case RecoveryEvent.SwapFinished finished ->
                    log.info("Finishing the swap of {} that a crash interrupted", finished.swap());
                case RecoveryEvent.EpochsRebuilt rebuilt ->
                    log.warn("Rebuilding the damaged {} from the log: {}", rebuilt.file(), rebuilt.damage());
            }
        };
    }

    private static void logDropped(Logger log, RecoveryEvent.SegmentDropped dropped) {
        switch (dropped.reason()) {
            case FOLLOWS_TORN_TAIL ->
                log.warn(
                        "Dropping {}: it follows a torn tail that ends at offset {}",
                        dropped.segment(),
                        dropped.offset());
            case BEFORE_LOG_START ->
                log.warn(
                        "Dropping {}: the log starts at offset {}, behind everything in it",
                        dropped.segment(),
                        dropped.offset());
        }
    }
}
