package io.weir.console.health;

import io.weir.broker.insight.BrokerView;
import io.weir.log.store.DataFolderInfo;
import io.weir.metadata.image.BrokerImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a broker can serve all that it has, and why not.
 *
 * @param reasons none when it can
 */
public record Readiness(Status status, List<Reason> reasons) {

    private static final int NAMED = 10;

    /** In one word. */
    public enum Status {
        READY,
        NOT_READY
    }

    /**
     * One thing that is in the way.
     *
     * @param kind   the same word for the same thing, for programs
     * @param detail what it is and what helps, for people
     */
    public record Reason(String kind, String detail) {}

    /** That of a broker as it is now. */
    public static Readiness of(BrokerView broker) {
        List<Reason> reasons = new ArrayList<>();
        int node = broker.node().nodeId();
        if (broker.controllerId() < 0) {
            reasons.add(new Reason(
                    "no-controller", "no controller is known; a majority of the nodes that vote has to be running"));
        }
        Optional<BrokerImage> known = broker.image().cluster().broker(node);
        if (known.isEmpty()) {
            reasons.add(new Reason("not-registered", "broker " + node + " is not registered with the controller yet"));
        } else if (known.get().fenced()) {
            reasons.add(new Reason(
                    "fenced",
                    "broker " + node
                            + " is fenced: the controller has not heard of it, and it leads nothing until it has"));
        }
        broker.folders().stream()
                .filter(folder -> !folder.isOnline())
                .map(DataFolderInfo::path)
                .map(path -> new Reason(
                        "folder-failed",
                        "the data folder " + path + " has failed and is not used; look after its disk and restart"))
                .forEach(reasons::add);
        List<String> unusable = broker.unusable(NAMED + 1);
        if (!unusable.isEmpty()) {
            reasons.add(new Reason(
                    "offline-partitions",
                    "logs of this broker cannot be used: "
                            + String.join(", ", unusable.subList(0, Math.min(NAMED, unusable.size())))
                            + (unusable.size() > NAMED ? " and more" : "")));
        }
        return new Readiness(reasons.isEmpty() ? Status.READY : Status.NOT_READY, reasons);
    }
}
